import { readFile } from "node:fs/promises";

import { exists } from "../file-presence";
import type { Operation } from "../resource-kind";
import { lastLines } from "@berth/process/last-lines";
import { tryCommand } from "@berth/process/run-command";

/** Where a machine's console can be read: a log on this computer, or a cloud's own client. */
export interface ConsoleSource {
  readonly serialLog?: string | undefined;
  /** argv that prints it. */
  readonly consoleCommand?: readonly string[] | undefined;
}

/** Enough to hold the hardening's last step; a message quotes fewer. */
const lines = 100;
const commandLimitMs = 60_000;
/** A cloud shows its console some seconds late and counts the questions. */
const askAgainMs = 30_000;

/** Gives the last lines of a machine's console; a cloud's client that fails gives its own last words in their place. */
export function consoleReader(operation: Pick<Operation, "signal">, source: ConsoleSource): () => Promise<string> {
  const { serialLog, consoleCommand } = source;
  let last = { text: "", at: 0 };
  return async () => {
    if (serialLog !== undefined)
      return (await exists(serialLog)) ? lastLines(await readFile(serialLog, "utf8"), lines) : "";
    if (consoleCommand !== undefined && Date.now() - last.at > askAgainMs)
      last = { text: await asked(operation, consoleCommand), at: Date.now() };
    return last.text;
  };
}

/** Whether the console says that the machine will not come up: a kernel panic, or a hardening that failed and was not tried again. */
export function isHopeless(console: string): boolean {
  return /Kernel panic/.test(console) || hardeningStep(console)?.startsWith("FAILED") === true;
}

/** What the hardening of a stock machine said last; undefined: nothing. */
export function hardeningStep(console: string): string | undefined {
  return [...console.matchAll(/berth-harden: ([^\r\n]+)/g)].at(-1)?.[1];
}

async function asked({ signal }: Pick<Operation, "signal">, command: readonly string[]): Promise<string> {
  const result = await tryCommand(command, { limitMs: commandLimitMs, signal }).catch((error: unknown) => ({
    exitCode: -1,
    stdout: "",
    stderr: error instanceof Error ? error.message : String(error),
  }));
  return result.exitCode === 0
    ? lastLines(result.stdout, lines)
    : `its console can't be read: ${lastLines(result.stderr, 3)}`;
}
