import { spawn } from "node:child_process";

export interface CommandOptions {
  readonly input?: string;
  /** Then the process group is killed and the command fails. */
  readonly limitMs: number;
  readonly signal?: AbortSignal;
  /** Characters of stdout or stderr after which the command is stopped and fails; 64 Mi when absent. */
  readonly maxOutput?: number;
  /** Called with each full line of stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
  /** How to stop it when it runs as another user: argv of kill; gets the signal and the process group. */
  readonly stopWith?: readonly string[];
}

export interface CommandResult {
  /** -1 when it was ended by a signal. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Signal = "SIGTERM" | "SIGKILL";

const killAfterMs = 5_000;

const maxOutputCharacters = 64 * 1024 * 1024;

interface Failure {
  readonly argv: readonly string[];
  /** Undefined for a command that could not be started. */
  readonly result?: CommandResult;
  /** Whether its own time limit ended it, not the caller's signal. */
  readonly timedOut?: boolean;
  readonly cause?: unknown;
}

/** A command that could not be started, failed, or was stopped; the message ends with the last lines of its stderr. */
export class CommandError extends Error {
  readonly argv: readonly string[];
  readonly result: CommandResult | undefined;
  readonly timedOut: boolean;

  constructor(message: string, { argv, result, timedOut = false, cause }: Failure) {
    super(message, { cause });
    this.argv = argv;
    this.result = result;
    this.timedOut = timedOut;
  }
}

/** Runs a command whose failure is an error that carries the command and its last lines. */
export async function runCommand(argv: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const result = await tryCommand(argv, options);
  if (result.exitCode === 0) return result;
  const last = lastLines(result.stderr.trim() === "" ? result.stdout : result.stderr, 12);
  throw new CommandError(`${shown(argv)}: exit code ${result.exitCode}${last === "" ? "" : `\n${last}`}`, {
    argv,
    result,
  });
}

/** Runs a command and resolves to how it ended; rejects only when it could not be run or was stopped. */
export function tryCommand(argv: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const [file = "", ...args] = argv;
  const limit = AbortSignal.timeout(options.limitMs);
  const overflow = new AbortController();
  const signal = AbortSignal.any([limit, overflow.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const characters = options.maxOutput ?? maxOutputCharacters;
  const outputLimit = {
    characters,
    onExceeded: () => overflow.abort(new Error(`it printed more than ${characters} characters`)),
  };
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(file, args, { detached: true, stdio: ["pipe", "pipe", "pipe"] });
    const output = {
      stdout: collect(child.stdout, outputLimit, options.onLine),
      stderr: collect(child.stderr, outputLimit, options.onLine),
    };
    let kill: NodeJS.Timeout | undefined;
    const finish = (exitCode: number): CommandResult => ({
      exitCode,
      stdout: output.stdout(),
      stderr: output.stderr(),
    });
    const stop = () => {
      const reason = limit.aborted ? `no end after ${options.limitMs / 1000} s` : reasonOf(signal);
      stopGroup(child.pid, options.stopWith);
      kill = setTimeout(() => stopGroup(child.pid, options.stopWith, "SIGKILL"), killAfterMs);
      const last = lastLines(output.stderr(), 12);
      reject(
        new CommandError(`${shown(argv)}: ${reason}${last === "" ? "" : `\n${last}`}`, {
          argv,
          result: finish(-1),
          timedOut: limit.aborted,
        }),
      );
    };
    signal.addEventListener("abort", stop, { once: true });
    child.on("error", (error: NodeJS.ErrnoException) => {
      signal.removeEventListener("abort", stop);
      const reason = error.code === "ENOENT" ? "is not installed" : error.message;
      reject(new CommandError(`${file} ${reason}`, { argv, cause: error }));
    });
    child.on("close", (code) => {
      clearTimeout(kill);
      signal.removeEventListener("abort", stop);
      resolve(finish(code ?? -1));
    });
    child.stdin.on("error", () => undefined /* EPIPE: it ended without reading; its exit code tells */);
    child.stdin.end(options.input ?? "");
  });
}

/** The last lines of a text that are not empty. */
export function lastLines(text: string, count: number): string {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-count)
    .join("\n");
}

/** Why a signal was aborted, as words. */
export function reasonOf(signal: AbortSignal): string {
  if (!(signal.reason instanceof Error)) return "cancelled";
  return signal.reason.name === "TimeoutError" ? "the time limit of the operation is over" : signal.reason.message;
}

interface OutputLimit {
  readonly characters: number;
  readonly onExceeded: () => void;
}

function collect(stream: NodeJS.ReadableStream, limit: OutputLimit, onLine: CommandOptions["onLine"]): () => string {
  const chunks: string[] = [];
  let [kept, rest] = [0, ""];
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    chunks.push(chunk);
    kept += chunk.length;
    if (kept > limit.characters) limit.onExceeded();
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach((line) => onLine?.(line));
  });
  return () => chunks.join("");
}

function stopGroup(pid: number | undefined, stopWith: readonly string[] | undefined, signal: Signal = "SIGTERM"): void {
  if (pid === undefined) return;
  const [file, ...args] = stopWith ?? [];
  if (file !== undefined) {
    spawn(file, [...args, `-${signal}`, "--", `-${pid}`], { stdio: "ignore" }).on("error", (error) => {
      process.stderr.write(`stop process group ${pid}: ${error.message}\n`);
    });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    process.stderr.write(`stop process group ${pid}: ${String(error)}\n`);
  }
}

function shown(argv: readonly string[]): string {
  return argv.map((word) => (/[\s"']/.test(word) ? JSON.stringify(word) : word)).join(" ");
}
