import type { ChildProcess, SpawnOptions } from "node:child_process";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { EngineError } from "@berth/model/engine-error";

/** How long a process may take to end after SIGINT before it is killed. */
const graceMs = 5_000;

const running = new Set<number>();
let reaper: ChildProcess | undefined;

/**
 * Starts a program as the leader of a process group of its own. The group ends with the engine, whatever ends the
 * engine: `endGroup` on the ordinary way, `killAllGroups` in an emergency, reaper.sh when the engine is killed.
 */
export function startGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: true });
  const { pid } = child;
  child.once("error", () => pid !== undefined && forget(pid));
  if (pid !== undefined) remember(pid);
  return child;
}

/** Interrupts the group, waits up to 5 s for its leader, then kills what is left of it; idempotent. */
export async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined || !running.has(pid)) return;
  signalGroup(pid, "SIGINT");
  await exited(child, graceMs);
  signalGroup(pid, "SIGKILL");
  forget(pid);
}

/** For exits that cannot wait; synchronous. */
export function killAllGroups(): void {
  for (const pid of running) signalGroup(pid, "SIGKILL");
  running.clear();
}

/** Resolves with true when the process has ended, with false when `limitMs` is over first. */
export function exited(child: ChildProcess, limitMs: number): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), limitMs);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

function remember(pid: number): void {
  running.add(pid);
  reaper ??= startReaper();
  reaper.stdin?.write(`+${pid}\n`);
}

function forget(pid: number): void {
  running.delete(pid);
  reaper?.stdin?.write(`-${pid}\n`);
}

function startReaper(): ChildProcess {
  const child = spawn("sh", [join(__dirname, "reaper.sh")], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  child.unref();
  const stdin = child.stdin as typeof child.stdin & { unref?: () => void };
  stdin.unref?.();
  stdin.on("error", () => (reaper = undefined));
  return child;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (thrown) {
    // ESRCH: the whole group has ended, which is what the signal is for.
    if ((thrown as NodeJS.ErrnoException).code !== "ESRCH")
      throw EngineError.from(thrown, `signal process group ${pid}`);
  }
}
