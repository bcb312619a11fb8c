import { runVisible } from "@berth/process/run-visible";
import { passphraseEnvironment } from "./passphrase";
import { projectFolder, type Stack } from "./stack";
import { chooseTool, type Tool } from "./tool";

/** The CLI or the embedded engine, as it is called on one stack. */
export interface StackTool {
  readonly tool: Tool;
  /** Runs one of its commands on the stack, with the stack's passphrase and this terminal; resolves to the exit code. */
  readonly run: (...words: readonly string[]) => Promise<number>;
}

/** Chooses the tool of a stack; throws a UsageError where a stack's passphrase is lost. */
export function stackTool(stack: Stack): StackTool {
  const tool = chooseTool(process.env);
  const environment = passphraseEnvironment(stack, process.env);
  const run = (...words: readonly string[]) =>
    runVisible([...tool.command, ...words, "--stack", stack.name], { environment, cwd: projectFolder });
  return { tool, run };
}
