import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { abortReason } from "./abort-reason";
import { collectOutput } from "./collect-output";
import type { CommandOptions, CommandResult } from "./command";
import { lastLines } from "./last-lines";
import { ProcessError, startFault } from "./process-error";
import { signalGroup } from "./signal-group";

const killAfterMs = 5_000;
const maxOutputCharacters = 64 * 1024 * 1024;
const shownLines = 12;

/** Runs a command whose failure is an error that carries the command and its last lines. */
export async function runCommand(argv: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const result = await tryCommand(argv, options);
  if (result.exitCode === 0) return result;
  const printed = result.stderr.trim() === "" ? result.stdout : result.stderr;
  throw new ProcessError(`${shown(argv)}: exit code ${result.exitCode}${below(printed)}`, { argv, result });
}

/** Runs a command and resolves to how it ended; rejects only when it could not be started or was stopped. */
export function tryCommand(argv: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const limit = AbortSignal.timeout(options.limitMs);
  const own = new AbortController();
  const signal = AbortSignal.any([limit, own.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const characters = options.maxOutput ?? maxOutputCharacters;
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = start(argv, options);
    const output = collectOutput(child, {
      characters,
      onExceeded: () => own.abort(new Error(`it printed more than ${characters} characters`)),
      onLine: options.onLine,
    });
    const finish = (exitCode: number) => ({ exitCode, stdout: output.stdout(), stderr: output.stderr() });
    let kill: NodeJS.Timeout | undefined;
    const stop = () => {
      kill = stopGently(child, options);
      const reason = limit.aborted ? `no end after ${options.limitMs / 1000} s` : abortReason(signal);
      const failure = { argv, result: finish(-1), timedOut: limit.aborted };
      reject(new ProcessError(`${shown(argv)}: ${reason}${below(output.stderr())}`, failure));
    };
    signal.addEventListener("abort", stop, { once: true });
    child.on("error", (cause: NodeJS.ErrnoException) => {
      signal.removeEventListener("abort", stop);
      reject(new ProcessError(startFault(argv[0] ?? "", cause), { argv, cause }));
    });
    feed(child.stdin, options.input ?? "", (error) => own.abort(error));
    child.on("close", (code) => {
      clearTimeout(kill);
      signal.removeEventListener("abort", stop);
      resolve(finish(code ?? -1));
    });
  });
}

/**
 * Runs a command and resolves to how it ended, whatever happened: 127 when it could not be started, 124 when its limit
 * or a signal stopped it, as in a shell. The reason is then the last line of `stderr`.
 */
export async function finishCommand(argv: readonly string[], options: CommandOptions): Promise<CommandResult> {
  try {
    return await tryCommand(argv, options);
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    const { stdout = "", stderr = "" } = error.result ?? {};
    const [reason = ""] = error.message.split("\n");
    return {
      exitCode: error.result === undefined ? 127 : 124,
      stdout,
      stderr: stderr === "" ? reason : `${stderr.trimEnd()}\n${reason}`,
    };
  }
}

function start([file = "", ...args]: readonly string[], options: CommandOptions) {
  const child = spawn(file, args, {
    detached: options.sharesGroup !== true,
    cwd: options.cwd,
    env: { ...process.env, ...options.environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  if (child.pid !== undefined) options.onStart?.(child.pid);
  child.stdin.on("error", () => undefined /* EPIPE: it ended without reading, and its exit code counts */);
  return child;
}

function feed(stdin: Writable, input: string | Readable, onFailed: (error: Error) => void): void {
  if (typeof input === "string") {
    stdin.end(input);
    return;
  }
  input.on("error", onFailed);
  stdin.on("close", () => input.destroy());
  input.pipe(stdin);
}

function stopGently(child: ChildProcess, options: CommandOptions): NodeJS.Timeout {
  stop(child, options, "SIGTERM");
  return setTimeout(() => stop(child, options, "SIGKILL"), killAfterMs);
}

function stop(child: ChildProcess, { stopWith = [], sharesGroup }: CommandOptions, signal: "SIGTERM" | "SIGKILL") {
  if (child.pid === undefined) return;
  const [file, ...args] = stopWith;
  if (file !== undefined) {
    spawn(file, [...args, `-${signal}`, "--", `-${child.pid}`], { stdio: "ignore" }).on("error", report(child.pid));
    return;
  }
  if (sharesGroup === true) {
    child.kill(signal);
    return;
  }
  try {
    signalGroup(child.pid, signal);
  } catch (error) {
    report(child.pid)(error);
  }
}

function report(pid: number): (error: unknown) => void {
  return (error) => process.stderr.write(`stop process group ${pid}: ${String(error)}\n`);
}

function below(printed: string): string {
  const last = lastLines(printed, shownLines);
  return last === "" ? "" : `\n${last}`;
}

function shown(argv: readonly string[]): string {
  return argv.map((word) => (/[\s"']/.test(word) ? JSON.stringify(word) : word)).join(" ");
}
