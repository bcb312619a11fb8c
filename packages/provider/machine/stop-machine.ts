import type { Operation } from "../resource-kind";
import type { MachineFiles } from "./machine-files";
import { findMachineProcess, waitForExit } from "./machine-process";
import { Qmp } from "./qmp";

const answerLimitMs = 5_000;
const endLimitMs = 5_000;

/**
 * Ends the machine if it runs: the guest gets a request to shut down, after `graceMs` QEMU one to quit, then a signal.
 * Only a process whose command line is that of this machine is ever signalled.
 */
export async function stopMachine(operation: Operation, files: MachineFiles, graceMs: number): Promise<void> {
  const { pidFile } = files;
  if ((await findMachineProcess(pidFile)) === undefined) return;
  if (await shutDown(operation, files, graceMs)) return;
  if ((await send(operation, files, "quit")) && (await waitForExit(pidFile, endLimitMs))) return;
  await kill(pidFile);
}

/** Whether the guest ended by itself. */
async function shutDown(operation: Operation, files: MachineFiles, graceMs: number): Promise<boolean> {
  operation.progress("waiting for the guest to shut down");
  if (!(await send(operation, files, "system_powerdown"))) return false;
  if (await waitForExit(files.pidFile, graceMs, operation.signal)) return true;
  operation.progress(`the guest did not shut down in ${graceMs / 1000} s: switching it off`);
  return false;
}

async function kill(pidFile: string): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    const pid = await findMachineProcess(pidFile);
    if (pid !== undefined) process.kill(pid, signal);
    if (await waitForExit(pidFile, endLimitMs)) return;
  }
  throw new Error(
    `QEMU (process ${(await findMachineProcess(pidFile)) ?? "?"}) does not end, not even by SIGKILL: look at it with ps`,
  );
}

/** Whether QEMU took the command. */
async function send(
  operation: Operation,
  { qmpSocket }: MachineFiles,
  command: "system_powerdown" | "quit",
): Promise<boolean> {
  try {
    const qmp = await Qmp.connect(qmpSocket, answerLimitMs);
    try {
      await qmp.execute(command, {}, answerLimitMs);
    } finally {
      qmp.close();
    }
    return true;
  } catch (error) {
    operation.progress(`QEMU does not answer ${command} (${error instanceof Error ? error.message : String(error)})`);
    return false;
  }
}
