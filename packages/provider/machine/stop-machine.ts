import type { Operation } from "../resource-kind";
import type { MachineFiles } from "./machine-files";
import { findMachineProcess, waitForExit } from "./machine-process";
import { Qmp } from "./qmp";

const answerLimitMs = 5_000;
const endLimitMs = 5_000;

/**
 * Ends the machine if it runs: the guest is asked to shut down, after `graceMs` QEMU is told to quit, then killed.
 * Only a process whose command line is that of this machine is ever signalled.
 */
export async function stopMachine(operation: Operation, files: MachineFiles, graceMs: number): Promise<void> {
  const { pidFile } = files;
  if ((await findMachineProcess(pidFile)) === undefined) return;
  operation.progress("waiting for the guest to shut down");
  const isAsked = await tell(operation, files, "system_powerdown");
  if (isAsked && (await waitForExit(pidFile, graceMs, operation.signal))) return;
  if (isAsked) operation.progress(`the guest did not shut down in ${graceMs / 1000} s: switching it off`);
  if ((await tell(operation, files, "quit")) && (await waitForExit(pidFile, endLimitMs))) return;
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    const pid = await findMachineProcess(pidFile);
    if (pid !== undefined) process.kill(pid, signal);
    if (await waitForExit(pidFile, endLimitMs)) return;
  }
  throw new Error(
    `QEMU (process ${(await findMachineProcess(pidFile)) ?? "?"}) does not end, not even by SIGKILL: look at it with ps`,
  );
}

async function tell(
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
