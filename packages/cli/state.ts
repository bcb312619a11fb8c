import { runVisible } from "@berth/process/run-visible";
import type { CommandLine } from "./parse-command-line";
import { passphraseEnvironment } from "./passphrase";
import { projectFolder, type Stack } from "./stack";
import { chooseTool } from "./tool";

/** `berth state list`: the CLI prints the URNs with the rest of the stack, or with --json the whole state. */
export function listState(stack: Stack, { flags, forwarded }: CommandLine): Promise<number> {
  const { kind } = chooseTool(process.env);
  if (kind === "embedded") return run(stack, ["state", "list", ...forwarded]);
  return run(stack, flags.has("json") ? ["stack", "export"] : ["stack", "--show-urns"]);
}

/** `berth state delete` and `berth state unprotect`. */
export function editState(action: "delete" | "unprotect", stack: Stack, { forwarded }: CommandLine): Promise<number> {
  return run(stack, ["state", action, ...forwarded]);
}

/** `berth cancel`. */
export function cancel(stack: Stack, { forwarded }: CommandLine): Promise<number> {
  return run(stack, ["cancel", ...forwarded]);
}

function run(stack: Stack, words: readonly string[]): Promise<number> {
  const { command } = chooseTool(process.env);
  return runVisible([...command, ...words, "--stack", stack.name], {
    environment: passphraseEnvironment(stack, process.env),
    cwd: projectFolder,
  });
}
