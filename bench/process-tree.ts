import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const pauseMs = 50;

/**
 * The most memory that a process and all below it held at once, in MiB, each page shared among them counted once (PSS). Linux only.
 * `run` calls back with the process's ID, and resolves at its end, with the result.
 */
export async function withPeakMemory<T>(
  run: (onStart: (pid: number) => void) => Promise<T>,
): Promise<{ readonly result: T; readonly memoryMiB: number }> {
  let onStart: (pid: number) => void = () => undefined;
  const started = new Promise<number>((resolve) => (onStart = resolve));
  const ended = run(onStart);
  // What can't start rejects, and has no process to watch.
  const root = await Promise.race([started, ended.then(() => undefined)]);
  const memoryMiB = root === undefined ? 0 : await peakMiB(root, ended);
  return { result: await ended, memoryMiB };
}

async function peakMiB(root: number, ended: Promise<unknown>): Promise<number> {
  let peak = 0;
  const state = { isOver: false };
  const end = ended.finally(() => (state.isOver = true));
  const watching = async () => {
    while (!state.isOver) {
      peak = Math.max(peak, treeMemoryKiB(root));
      await sleep(pauseMs);
    }
  };
  await Promise.all([end, watching()]);
  return peak / 1024;
}

function treeMemoryKiB(root: number): number {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    // The fourth field, after a name that may hold anything.
    const stat = readProc(`${entry}/stat`)
      .replace(/^.*\) /s, "")
      .split(" ");
    parents.set(Number(entry), Number(stat[1]));
  }
  const belongs = (pid: number): boolean => {
    const parent = parents.get(pid);
    return pid === root || (parent !== undefined && parent > 1 && belongs(parent));
  };
  const own = [...parents.keys()].filter(belongs);
  return own.reduce((sum, pid) => sum + Number(/^Pss:\s+(\d+)/m.exec(readProc(`${pid}/smaps_rollup`))?.[1] ?? 0), 0);
}

/** A process that has ended meanwhile holds nothing. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, "utf8");
  } catch {
    return "";
  }
}
