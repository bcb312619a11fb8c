import type { MachineFiles } from "./machine-files";
import { findMachineProcess } from "./machine-process";
import { Qmp } from "./qmp";

const answerLimitMs = 3_000;
/** Statuses of QEMU from which a guest does not come back by itself. */
const deadStatuses = new Set(["internal-error", "guest-panicked", "shutdown", "io-error", "watchdog"]);

/** Whether the process is there and its guest has not died in it. A QEMU too busy to answer counts as running. */
export async function isRunning({ pidFile, qmpSocket }: MachineFiles): Promise<boolean> {
  if ((await findMachineProcess(pidFile)) === undefined) return false;
  const status = await guestStatus(qmpSocket).catch(() => undefined);
  return status === undefined || !deadStatuses.has(status);
}

async function guestStatus(qmpSocket: string): Promise<string> {
  const qmp = await Qmp.connect(qmpSocket, answerLimitMs);
  try {
    const answer = (await qmp.execute("query-status", {}, answerLimitMs)) as { status: string };
    return answer.status;
  } finally {
    qmp.close();
  }
}
