import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { ProcessError, startFault } from "./process-error";

interface VisibleOptions {
  /** Working directory; this process's when absent. */
  readonly cwd?: string;
  /** Variables on top of this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a program with this terminal as its own and resolves to its exit code. It has no time limit: Ctrl-C reaches it,
 * and it decides when to end. Rejects with a ProcessError when it could not be started.
 */
export function runVisible(argv: readonly string[], { cwd, environment }: VisibleOptions = {}): Promise<number> {
  const [file = "", ...args] = argv;
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  // A terminal sends SIGINT to the whole group; passing it on here too would count as the second, impatient one.
  const ignore = () => undefined;
  // Before the program runs: a signal in between would end this process and leave the program behind.
  process.on("SIGINT", ignore).on("SIGTERM", pass);
  const child = spawn(file, args, { cwd, stdio: "inherit", env: { ...process.env, ...environment } });
  return new Promise((resolve, reject) => {
    child.on("error", (cause) => reject(new ProcessError(startFault(file, cause), { argv, cause })));
    child.on("close", (code, signal) => {
      process.off("SIGINT", ignore).off("SIGTERM", pass);
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

/**
 * Runs a program to its end and passes on each line of its stdout and stderr as it comes. Resolves to its exit code; rejects
 * with a ProcessError when it could not be started. It has no time limit: Ctrl-C reaches it.
 */
export function runLines(argv: readonly string[], onLine: (line: string) => void): Promise<number> {
  const [file = "", ...args] = argv;
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], env: process.env });
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on("line", onLine);
  return new Promise((resolve, reject) => {
    child.on("error", (cause) => reject(new ProcessError(startFault(file, cause), { argv, cause })));
    child.on("close", (code) => resolve(code ?? 1));
  });
}
