import type { Readable } from "node:stream";
import type { CommandResult } from "@berth/process/command";
import { tryCommand } from "@berth/process/run-command";

export interface RemoteOptions {
  readonly input?: string;
  /** Its stdin, instead of `input`. */
  readonly stream?: Readable;
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Called with each full line that the host says, as it comes. */
  readonly onLine?: (line: string) => void;
}

/** A host as ssh reaches it: an ssh_config and an alias in it. */
export interface RemoteHost {
  readonly config: string;
  readonly alias: string;
}

/** Runs a shell text on a host; exit code 255 is ssh's own: not connected. */
export function runRemote(
  { config, alias }: RemoteHost,
  script: string,
  { input, stream, ...options }: RemoteOptions,
): Promise<CommandResult> {
  const stdin = stream ?? input;
  const argv = ["ssh", "-F", config, "-T", alias, script];
  return tryCommand(argv, { ...options, ...(stdin !== undefined && { input: stdin }) });
}
