import { exists } from "../file-presence";
import type { MachineFiles } from "../machine/machine-files";
import { findMachineProcess } from "../machine/machine-process";

/**
 * What a machine is between `up` and `destroy`. "saved": its memory is in a file and no process runs. "interrupted": a
 * stop or a start was killed half-way and its process is there. "off": neither a process nor a saved memory is there.
 */
export type MachinePower = "running" | "saved" | "interrupted" | "off";

/** Reads it from the processes and the files; whether the guest in a running process is well is not looked at. */
export async function machinePower(files: MachineFiles): Promise<MachinePower> {
  const isSaved = await exists(files.snapshot);
  if ((await findMachineProcess(files.pidFile)) === undefined) return isSaved ? "saved" : "off";
  return isSaved || (await exists(files.memory)) ? "interrupted" : "running";
}
