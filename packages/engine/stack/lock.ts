import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname, uptime, userInfo } from "node:os";
import { join } from "node:path";
import type { Backend, StackReference } from "./backend";
import { EngineError, errorCode } from "@berth/model/engine-error";
import { writeFileAtomically } from "../project/stack-file";

export interface StackLock {
  /** Removes the lock file; idempotent; usable in a signal handler. */
  release(): void;
}

/** How far a clock may have been off when a lock was written soon after the host's start. */
const clockToleranceMs = 120_000;

/** Who holds a lock, in the words of Pulumi's lock file. */
interface LockHolder {
  readonly pid: number;
  readonly username: string;
  readonly hostname: string;
  /** RFC 3339. */
  readonly timestamp: string;
  /** Of the host's run since its last start; the CLI's locks have none. */
  readonly bootId?: string;
}

/**
 * Locks the stack for this process. Throws an EngineError that names who holds it since when, and the fix. A lock of a
 * process of this host that is proven dead is removed, and `notice` is told.
 */
export function lockStack(backend: Backend, stack: StackReference, notice: (text: string) => void): StackLock {
  const folder = join(backend.root, ".pulumi", "locks", "organization", stack.project, stack.stack);
  removeStale(folder, notice);
  refuseOthers(folder, stack, undefined);
  const own = `${randomUUID()}.json`;
  writeFileAtomically(join(folder, own), JSON.stringify(thisHolder()));
  const lock = { release: () => rmSync(join(folder, own), { force: true }) };
  try {
    refuseOthers(folder, stack, own);
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
  return lock;
}

/** Two that lock at once see each other at the second look, and both give way. */
function refuseOthers(folder: string, stack: StackReference, own: string | undefined): void {
  const others = lockFiles(folder).filter((name) => name !== own);
  if (others.length === 0) return;
  const holders = others.map((name) => `\n  ${join(folder, name)}: ${describe(readHolder(join(folder, name)))}`);
  throw new EngineError(
    `lock stack ${stack.stack}: it is in use. Wait for the other command to end; if it is certainly dead, delete its lock (or run: pulumi cancel)${holders.join("")}`,
  );
}

function removeStale(folder: string, notice: (text: string) => void): void {
  for (const name of lockFiles(folder)) {
    const path = join(folder, name);
    const holder = readHolder(path);
    if (holder === undefined || !isProvenDead(holder)) continue;
    rmSync(path, { force: true });
    notice(`removed a stale lock, its process is dead: ${describe(holder)}`);
  }
}

function lockFiles(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => /^[^.].*\.json$/.test(name)) : [];
}

/** Undefined: unreadable; such a lock is never stale. */
function readHolder(path: string): LockHolder | undefined {
  let holder: unknown;
  try {
    holder = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
  return isHolder(holder) ? holder : undefined;
}

function isHolder(value: unknown): value is LockHolder {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  return (
    typeof fields.pid === "number" &&
    ["username", "hostname", "timestamp"].every((key) => typeof fields[key] === "string")
  );
}

/** A process id means something only on its own host, and since that host's last start. */
function isProvenDead(holder: LockHolder): boolean {
  if (holder.hostname !== hostname() || !Number.isSafeInteger(holder.pid) || holder.pid <= 0) return false;
  if (isOfEarlierBoot(holder)) return true;
  try {
    process.kill(holder.pid, 0);
    return isZombie(holder.pid);
  } catch (thrown) {
    return errorCode(thrown) === "ESRCH";
  }
}

/** True for a process that has ended and whose parent has not collected it yet: it still takes signals. */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    // Without /proc, as on macOS, the signal alone decides.
    return false;
  }
}

function isOfEarlierBoot({ bootId, timestamp }: LockHolder): boolean {
  const present = presentBootId();
  if (bootId !== undefined && present !== undefined) return bootId !== present;
  return Date.parse(timestamp) < Date.now() - uptime() * 1000 - clockToleranceMs;
}

/** Undefined where the system has none. */
function presentBootId(): string | undefined {
  const path = "/proc/sys/kernel/random/boot_id";
  return existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
}

function describe(holder: LockHolder | undefined): string {
  if (holder === undefined) return "its holder can't be read";
  return `created by ${holder.username}@${holder.hostname} (pid ${holder.pid}) at ${holder.timestamp}`;
}

function thisHolder(): LockHolder {
  const bootId = presentBootId();
  return {
    pid: process.pid,
    username: userInfo().username,
    hostname: hostname(),
    timestamp: new Date().toISOString(),
    ...(bootId === undefined ? {} : { bootId }),
  };
}
