import { join } from "node:path";

import type { Operation } from "../resource-kind";
import { lastLines } from "@berth/process/last-lines";
import { ProcessError } from "@berth/process/process-error";
import { runCommand } from "@berth/process/run-command";

/** A build takes about 2 minutes; a slow mirror may need far longer. */
const buildLimitMs = 45 * 60_000;
const sayAgainMs = 10_000;

export interface BuildPlace {
  /** Where the image is put; its name with .lock and .partial beside it. */
  readonly folder: string;
  /** The script: `<builder> --recipe DIR --out DIR`. */
  readonly builder: string;
  readonly recipe: string;
  /** "machine image". */
  readonly what: string;
}

/** Runs an image's builder as root unless the image is there by now, one at a time; says each step. */
export async function runBuilder(operation: Operation, { folder, builder, recipe, what }: BuildPlace): Promise<void> {
  const started = Date.now();
  const passed = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const lines: string[] = [];
  let step = "starting";
  const say = () => operation.progress(`${what}, ${passed()}: ${step}`);
  const saying = setInterval(say, sayAgainMs);
  const onLine = (line: string) => {
    lines.push(line);
    if (!line.startsWith("step: ")) return;
    step = line.slice("step: ".length);
    say();
  };
  const stopWith = process.getuid?.() === 0 ? undefined : ["sudo", "-n", "kill"];
  await runCommand([join(__dirname, "build-locked.sh"), folder, builder, recipe], {
    limitMs: buildLimitMs,
    signal: operation.signal,
    onLine,
    ...(stopWith && { stopWith }),
  })
    .catch((error: unknown) => {
      throw buildFault(error, what, lines);
    })
    .finally(() => clearInterval(saying));
  operation.progress(`${what}: built in ${passed()}`);
}

/** The command's own error has stderr alone; the cause may be among the steps. */
function buildFault(error: unknown, what: string, lines: readonly string[]): Error {
  const text = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  const reason = text.slice(text.lastIndexOf(": ") + 2);
  const needsRoot = error instanceof ProcessError && /sudo: .*(password|required|terminal)/.test(lines.join("\n"));
  const fix = needsRoot ? "\nThe build needs root: run it as root, or let sudo work without a password" : "";
  const last = lastLines(lines.join("\n"), 15);
  return new Error(`build the ${what}: ${reason}\n${last}${fix}`, { cause: error });
}
