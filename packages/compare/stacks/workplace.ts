import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { runCommand } from "@berth/process/run-command";

const limitMs = 60_000;

/** A copy of a checkout in `folder`, with what is not committed yet: what is changed there is nobody's file. One that is there stays. */
export async function makeWorkplace(checkout: string, folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const path of await filesOf(checkout)) {
    const to = join(unfinished, path);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(checkout, path), to);
  }
  symlinkSync(join(checkout, "node_modules"), join(unfinished, "node_modules"));
  // In place whole or not at all.
  renameSync(unfinished, folder);
}

/** Writes Pulumi.<stack>.yaml there. */
export function writeStackFile(folder: string, stack: string, config: Readonly<Record<string, unknown>>): void {
  writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify({ config }));
}

/** What git keeps or would keep, as far as it is there. */
async function filesOf(checkout: string): Promise<readonly string[]> {
  const listed = ["git", "-C", checkout, "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const { stdout } = await runCommand(listed, { limitMs });
  return stdout.split("\0").filter((path) => path !== "" && existsSync(join(checkout, path)));
}
