import type { Backend, StackReference } from "./backend";

export interface StackLock {
  /** Removes the lock file; idempotent; usable in a signal handler. */
  release(): void;
}

/**
 * Locks the stack for this process. Throws an EngineError that names who holds it since when, and the fix. A lock of a
 * process of this host that is proven dead is removed, and `notice` is told.
 */
export function lockStack(_backend: Backend, _stack: StackReference, _notice: (text: string) => void): StackLock {
  throw new Error("being written");
}
