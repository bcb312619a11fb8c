import { cpus } from "node:os";
import { runCommand } from "@berth/process/run-command";
import type { QemuProcess } from "./qemu-processes";

/** The processors that both runtimes get while requests are measured: as many as the smallest supported computer has. */
const shared = 2;
const limitMs = 10_000;

/** Runs `work` with the machines on the same two processors of this computer; if it has no more than two, nothing is pinned. */
export async function onSameProcessors<T>(processes: readonly QemuProcess[], work: () => Promise<T>): Promise<T> {
  const all = cpus().length;
  if (all <= shared || processes.length === 0) return work();
  await pin(processes, shared);
  try {
    return await work();
  } finally {
    await pin(processes, all);
  }
}

async function pin(processes: readonly QemuProcess[], count: number): Promise<void> {
  for (const { pid } of processes)
    await runCommand(["taskset", "--all-tasks", "--cpu-list", "--pid", `0-${count - 1}`, pid], { limitMs });
}
