import type { CommandResult } from "./command";

interface Failure {
  readonly argv: readonly string[];
  /** Undefined for a command that could not be started. */
  readonly result?: CommandResult;
  /** Whether its own time limit ended it, not the caller's signal. */
  readonly timedOut?: boolean;
  readonly cause?: unknown;
}

/** A command that could not be started, failed, or was stopped; the message ends with the last lines of its stderr. */
export class ProcessError extends Error {
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

/** Why a program did not start, with its name. */
export function startFault(file: string, error: NodeJS.ErrnoException): string {
  return `${file} ${error.code === "ENOENT" ? "is not installed" : `could not be started: ${error.message}`}`;
}
