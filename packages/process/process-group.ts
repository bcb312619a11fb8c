import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { signalGroup } from "./signal-group";

/** How long a process may take to end after SIGINT before it is killed. */
const graceMs = 5_000;

const running = new Set<number>();
let reaper: ChildProcess | undefined;

interface GroupOptions<Stdin extends "pipe" | "ignore"> {
  readonly stdin: Stdin;
  /** Working directory; this process's when absent. */
  readonly cwd?: string;
  /** All variables; this process's when absent. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** The leader of a group, with its streams. */
export type GroupLeader<Stdin extends "pipe" | "ignore" = "pipe" | "ignore"> = ChildProcessByStdio<
  Stdin extends "pipe" ? Writable : null,
  Readable,
  Readable
>;

/**
 * Starts a program as the leader of a process group of its own. The group ends with this process, whatever ends it:
 * `endGroup` and `terminateGroup` on the ordinary way, `killAllGroups` in an emergency, reaper.sh when this process is
 * killed.
 */
export function startGroup<Stdin extends "pipe" | "ignore">(
  [file = "", ...args]: readonly string[],
  { stdin, cwd, environment = process.env }: GroupOptions<Stdin>,
): GroupLeader<Stdin> {
  const child = spawn(file, args, { cwd, env: environment, detached: true, stdio: [stdin, "pipe", "pipe"] });
  const { pid } = child;
  if (pid !== undefined) {
    remember(pid);
    child.once("exit", () => forgetEnded(pid));
  }
  // Node gives stdin as its `stdio` names it, which its types cannot follow through a type parameter.
  return child as unknown as GroupLeader<Stdin>;
}

/** Interrupts the group, waits up to 5 s for its leader, then kills what is left of it; idempotent. */
export async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (!hasMembers(child) || pid === undefined) return;
  signalGroup(pid, "SIGINT");
  await exited(child, graceMs);
  signalGroup(pid, "SIGKILL");
  forget(pid);
}

/** Sends SIGTERM to the group and does not wait; idempotent. */
export function terminateGroup(child: ChildProcess): void {
  if (hasMembers(child) && child.pid !== undefined) signalGroup(child.pid, "SIGTERM");
}

/** For exits that cannot wait; synchronous. */
export function killAllGroups(): void {
  for (const pid of running) signalGroup(pid, "SIGKILL");
  running.clear();
}

function exited(child: ChildProcess, limitMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, limitMs);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Members of a group may end after its leader, so this is looked at again. */
function hasMembers({ pid, exitCode, signalCode }: ChildProcess): boolean {
  if (pid === undefined) return false;
  if (exitCode !== null || signalCode !== null) forgetEnded(pid);
  return running.has(pid);
}

function remember(pid: number): void {
  running.add(pid);
  reaper ??= startReaper();
  reaper.stdin?.write(`+${pid}\n`);
}

/** The ID of a group without members may become another process's. One whose leader alone has ended is still to be ended. */
function forgetEnded(pid: number): void {
  try {
    process.kill(-pid, 0);
  } catch {
    forget(pid);
  }
}

function forget(pid: number): void {
  if (running.delete(pid)) reaper?.stdin?.write(`-${pid}\n`);
}

function startReaper(): ChildProcess {
  const child = spawn("sh", [join(__dirname, "reaper.sh")], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  child.unref();
  const stdin = child.stdin as typeof child.stdin & { unref?: () => void };
  stdin.unref?.();
  stdin.on("error", () => (reaper = undefined));
  return child;
}
