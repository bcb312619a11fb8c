import type { CommandLine } from "./parse-command-line";
import type { Stack } from "./stack";
import { stackTool } from "./stack-tool";

/** `berth state list`: the CLI prints the URNs with the rest of the stack, or with --json the whole state. */
export function listState(stack: Stack, { flags, forwarded }: CommandLine): Promise<number> {
  const { tool, run } = stackTool(stack);
  if (tool.kind === "embedded") return run("state", "list", ...forwarded);
  return run("stack", flags.has("json") ? "export" : "--show-urns");
}

/** `berth state delete` and `berth state unprotect`. */
export function editState(action: "delete" | "unprotect", stack: Stack, { forwarded }: CommandLine): Promise<number> {
  return stackTool(stack).run("state", action, ...forwarded);
}

/** `berth cancel`. */
export function cancel(stack: Stack, { forwarded }: CommandLine): Promise<number> {
  return stackTool(stack).run("cancel", ...forwarded);
}
