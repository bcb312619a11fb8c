import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { UsageError } from "./usage-error";

/** Runs a program with this terminal as its own and resolves to its exit code; Ctrl-C reaches it, and it decides when to end. */
export function runVisible(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd: string,
): Promise<number> {
  const [command = "", ...args] = argv;
  const child = spawn(command, args, { cwd, stdio: "inherit", env: { ...process.env, ...environment } });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  // A terminal sends SIGINT to the whole group; passing it on here too would count as the second, impatient one.
  const ignore = () => undefined;
  process.on("SIGINT", ignore).on("SIGTERM", pass);
  return new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new UsageError(`${command} could not be started: ${error.message}`)));
    child.on("close", (code, signal) => {
      process.off("SIGINT", ignore).off("SIGTERM", pass);
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, at most `limitSeconds`, and keeps what it printed. */
export function runQuiet(
  argv: readonly string[],
  limitSeconds: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const [command = "", ...args] = argv;
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: limitSeconds * 1000,
    env: { ...process.env, ...environment },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: 127, stdout, stderr: error.message }));
    child.on("close", (code, signal) => {
      resolve({
        code: code ?? 1,
        stdout,
        stderr: signal === null ? stderr : `${stderr}\nstopped after ${limitSeconds} s`,
      });
    });
  });
}

/** Runs a program to its end and prints each line of it behind a prefix, so that several can be read at once. Resolves to its exit code. */
export function runPrefixed(prefix: string, argv: readonly string[]): Promise<number> {
  const [command = "", ...args] = argv;
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: process.env });
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    createInterface({ input: from }).on("line", (line) => to.write(`${prefix}${line}\n`));
  }
  return new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new UsageError(`${command} could not be started: ${error.message}`)));
    child.on("close", (code) => resolve(code ?? 1));
  });
}
