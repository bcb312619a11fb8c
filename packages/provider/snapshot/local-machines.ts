import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { machineFiles, type MachineFiles } from "../machine/machine-files";
import { machinePower } from "./machine-power";

/** A machine of a local stack, as its folder has it; neither the state nor a passphrase is needed to find it. */
export interface LocalMachine {
  /** Of the host; also its ssh alias. */
  readonly name: string;
  readonly files: MachineFiles;
}

/** The machines that `up` has made in a stack's private folder, by name. */
export function localMachines(privateFolder: string): readonly LocalMachine[] {
  const folder = join(privateFolder, "machines");
  if (!existsSync(folder)) return [];
  const machines = readdirSync(folder).sort();
  return machines
    .map((name) => ({ name, files: machineFiles(join(folder, name)) }))
    .filter(({ files }) => existsSync(files.record));
}

/** Whether a stop has stopped one of the machines, or was killed while it did: memory waits to be loaded. */
export async function areStopped(privateFolder: string): Promise<boolean> {
  const powers = await Promise.all(localMachines(privateFolder).map(({ files }) => machinePower(files)));
  return powers.some((power) => power === "saved" || power === "interrupted");
}

/** Folder of the switch between the machines of a stack. */
export function networkFolder(privateFolder: string): string {
  return join(privateFolder, "network");
}

/** The ssh_config of a stack's machines. */
export function sshConfigOf(privateFolder: string): string {
  return join(privateFolder, "ssh", "ssh_config");
}
