import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Writes what cloud-init's NoCloud reads; the user-data compressed, as it reaches a machine on EC2. */
export async function writeSeed(folder: string, seed: { instanceId: string; userData: string }): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  await writeFile(join(folder, "user-data"), gzipSync(seed.userData, { level: 9 }), { mode: 0o600 });
  // Another id would have cloud-init do a first boot again.
  await writeFile(join(folder, "meta-data"), `instance-id: ${seed.instanceId}\n`, { mode: 0o600 });
}
