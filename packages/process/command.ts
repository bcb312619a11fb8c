import type { Readable } from "node:stream";

/** What limits and surrounds a command that runs to its end. */
export interface CommandOptions {
  /** Of its stdin; a stream that fails stops the command, which fails with the stream's error. */
  readonly input?: string | Readable;
  /** Then the process group is stopped and the command fails. */
  readonly limitMs: number;
  readonly signal?: AbortSignal;
  /** Working directory; this process's when absent. */
  readonly cwd?: string;
  /** Variables on top of this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Characters of stdout or stderr after which the command is stopped and fails; 64 Mi when absent. */
  readonly maxOutput?: number;
  /** Called with each full line of stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
  /** Called with the process's ID once it runs. */
  readonly onStart?: ((pid: number) => void) | undefined;
  /** How to stop it when it runs as another user: argv of kill; gets the signal and the process group. */
  readonly stopWith?: readonly string[];
  /** It stays in this process's group, so that Ctrl-C reaches it too. A limit then stops the command alone. */
  readonly sharesGroup?: boolean;
}

/** How a command ended, and what it printed. */
export interface CommandResult {
  /** -1 when a signal ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}
