import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { runCommand } from "@berth/process/run-command";

/** What a process was started with. */
export interface RunningProcess {
  readonly pid: number;
  readonly argv: readonly string[];
}

/**
 * The QEMU process of a machine, found by its own command line: no pid that was written down is trusted, so none that
 * the system gave to another process since is ever touched.
 */
export async function findMachineProcess(pidFile: string): Promise<number | undefined> {
  return machineProcessAmong(await runningProcesses(), pidFile);
}

/** The process whose command line has `-pidfile <pidFile>`. */
export function machineProcessAmong(processes: readonly RunningProcess[], pidFile: string): number | undefined {
  return processes.find(({ argv }) => {
    const at = argv.indexOf("-pidfile");
    return at >= 0 && argv[at + 1] === pidFile && /qemu/.test(argv[0] ?? "");
  })?.pid;
}

/** Whether it ended within the limit. */
export async function waitForExit(pidFile: string, limitMs: number, signal?: AbortSignal): Promise<boolean> {
  const end = Date.now() + limitMs;
  while ((await findMachineProcess(pidFile)) !== undefined) {
    if (Date.now() >= end) return false;
    await sleep(100, undefined, signal && { signal });
  }
  return true;
}

/** Every process of this computer that shows its command line. */
export async function runningProcesses(): Promise<readonly RunningProcess[]> {
  return process.platform === "linux" ? processesOfProc() : processesOfPs();
}

async function processesOfProc(): Promise<readonly RunningProcess[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  // A process may end between the two readings; a zombie has no command line. Both count as ended.
  const texts = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")));
  return pids.map((pid, index) => ({ pid: Number(pid), argv: (texts[index] ?? "").split("\0") }));
}

/** ps joins the words with spaces: a folder with a space in its name is split, and put together again here. */
async function processesOfPs(): Promise<readonly RunningProcess[]> {
  const { stdout } = await runCommand(["ps", "-axww", "-o", "pid=,args="], { limitMs: 10_000 });
  return stdout.split("\n").flatMap((line) => {
    const parts = /^\s*(\d+)\s+(\S+).*? -pidfile (.*?)\s*$/.exec(line);
    if (parts === null) return [];
    return [{ pid: Number(parts[1]), argv: [parts[2] ?? "", "-pidfile", parts[3] ?? ""] }];
  });
}
