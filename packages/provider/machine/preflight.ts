import { mkdir } from "node:fs/promises";
import { totalmem } from "node:os";

import { requireFreePort } from "../address/host-port";
import { exists } from "../file-presence";
import { requireFreeSpace } from "../free-space";
import { runCommand } from "@berth/process/run-command";
import { guestPlatform } from "./guest-platform";
import type { MachineInputs } from "./machine-inputs";

/** Room for what a guest writes to its root between boots; the overlay grows as it is written. */
const minimumFreeGiB = 3;

/** Rejects with cause and fix when something that a start needs is missing; gives the version of QEMU. */
export async function requireRunnable(inputs: MachineInputs): Promise<string> {
  const version = await qemuVersion();
  await requireFiles(inputs);
  await mkdir(inputs.directory, { recursive: true, mode: 0o700 });
  await requireFreeSpace(inputs.directory, minimumFreeGiB, "start a machine");
  const totalMiB = Math.floor(totalmem() / 1024 ** 2);
  if (inputs.memoryMiB > totalMiB) {
    throw new Error(`memoryMiB: ${inputs.memoryMiB} is more than this computer has (${totalMiB}): give less`);
  }
  for (const [guest, host] of Object.entries(inputs.hostPorts)) {
    await requireFreePort({ address: inputs.address, port: host, guest });
  }
  return version;
}

/** Of the program; rejects with what to install when it is not there. */
export async function qemuVersion(program: string = guestPlatform().program): Promise<string> {
  const { stdout } = await runCommand([program, "--version"], { limitMs: 10_000 }).catch((error: unknown) => {
    throw new Error(
      `start a machine: ${error instanceof Error ? error.message : String(error)}: run \`npm run setup\`, or install QEMU (on Debian: qemu-system-x86 or qemu-system-arm)`,
      { cause: error },
    );
  });
  return versionIn(stdout);
}

/** "10.0.2" of "QEMU emulator version 10.0.2 (Debian …)". */
export function versionIn(text: string): string {
  const found = /version (\d+\.\d+(\.\d+)?)/.exec(text)?.[1];
  if (found === undefined)
    throw new Error(`${guestPlatform().program} --version gives no version: ${text.slice(0, 200)}`);
  return found;
}

async function requireFiles({ image, dataDisk }: MachineInputs): Promise<void> {
  for (const path of [image.rootDisk, image.kernel, image.initrd]) {
    if (path !== undefined && !(await exists(path)))
      throw new Error(`${path} of the machine image is gone: run \`npm run up\` again, it is rebuilt`);
  }
  if (!(await exists(dataDisk)))
    throw new Error(`the data disk ${dataDisk} is gone: run \`npm run refresh\`, then \`npm run up\``);
}
