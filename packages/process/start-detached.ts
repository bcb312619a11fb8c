import { type ChildProcess, spawn } from "node:child_process";

/**
 * Starts a program in a session of its own, which outlives this process and does not keep it from ending. What it prints
 * goes to the file of `log`, a file descriptor, or nowhere. The caller handles the event "error".
 */
export function startDetached([file = "", ...args]: readonly string[], log: number | "ignore"): ChildProcess {
  const child = spawn(file, args, { detached: true, cwd: "/", env: process.env, stdio: ["ignore", log, log] });
  child.unref();
  return child;
}
