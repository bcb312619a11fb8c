import { spawnSync } from "node:child_process";
import { startFault } from "./process-error";
import type { CommandOptions, CommandResult } from "./command";

/** `finishCommand` for a caller that cannot wait, such as a component's constructor: this process stands still until it ends. */
export function finishCommandSync(
  [file = "", ...args]: readonly string[],
  { limitMs }: Pick<CommandOptions, "limitMs">,
): CommandResult {
  const ended = spawnSync(file, args, { timeout: limitMs, env: process.env, encoding: "utf8" });
  const error: NodeJS.ErrnoException | undefined = ended.error;
  if (error === undefined) return { exitCode: ended.status ?? -1, stdout: ended.stdout, stderr: ended.stderr };
  if (error.code === "ETIMEDOUT") {
    return { exitCode: 124, stdout: ended.stdout, stderr: `${file}: no end after ${limitMs / 1000} s` };
  }
  return { exitCode: 127, stdout: "", stderr: startFault(file, error) };
}
