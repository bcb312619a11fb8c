import { approvedUp } from "./approved-up";
import { forgetLocalStack } from "./forget-local-stack";
import { findLostContainers, rereadLost, warnOfLost } from "./heal-containers";
import { isStopped, requireStarted } from "./stopped-stack";
import type { CommandLine } from "./parse-command-line";
import { projectFolder, type Stack } from "./stack";
import { start } from "./start";
import { type StackTool, stackTool } from "./stack-tool";
import type { Tool } from "./tool";

export type Verb = "up" | "preview" | "refresh" | "destroy";

/** Runs one of Pulumi's verbs on the stack with the CLI or the embedded engine, which gets the options that were given. */
export async function deployment(verb: Verb, stack: Stack, line: CommandLine): Promise<number> {
  const { flags, forwarded } = line;
  const { tool, run } = stackTool(stack);
  const prepared = await prepare(verb, stack);
  if (prepared !== 0) return prepared;
  const selected = tool.kind === "cli" ? await run("stack", "select", "--create", "--non-interactive") : 0;
  if (selected !== 0) return selected;
  if (verb === "up") return up(stack, { tool, run }, line);
  const code = await run(verb, ...(flags.has("yes") ? [] : confirmation(tool, verb, stack)), ...forwarded);
  if (code !== 0 || verb !== "destroy" || isOfPart(forwarded)) return code;
  return stack.local ? removeRecord(stack, { tool, run }) : 0;
}

/** An approved plan and a part of a stack are not changed by what its hosts lack: that is then a warning. */
async function up(stack: Stack, { tool, run }: StackTool, { flags, texts, forwarded }: CommandLine): Promise<number> {
  const approved = texts.get("approved");
  const lost = await findLostContainers(stack, tool);
  if (approved !== undefined || isOfPart(forwarded)) warnOfLost(lost);
  else await rereadLost(lost ?? [], stack, tool);
  if (approved !== undefined && tool.kind === "cli")
    return approvedUp(stack, { tool, approved, args: withoutApproved(forwarded) });
  const code = await run("up", ...(flags.has("yes") ? [] : confirmation(tool, "up", stack)), ...forwarded);
  if (code === 0 && lost === undefined) warnOfLost(await findLostContainers(stack, tool));
  return code;
}

/** Whether options limit a run to a part of the stack. */
function isOfPart(words: readonly string[]): boolean {
  return words.some((word) => /^(-t|--target|--exclude)/.test(word));
}

/** `up` starts a stopped stack; `preview` and `refresh` refuse one. Resolves to an exit code. */
async function prepare(verb: Verb, stack: Stack): Promise<number> {
  if (verb === "preview" || verb === "refresh") await requireStarted(stack);
  return verb === "up" && (await isStopped(stack)) ? start(stack) : 0;
}

/** `berth import`: takes existing objects over into the stack's state. */
export function importObjects(stack: Stack, { flags, forwarded }: CommandLine): Promise<number> {
  const { tool, run } = stackTool(stack);
  const isAnswered = flags.has("yes") || flags.has("preview-only");
  return run("import", ...(isAnswered ? [] : confirmation(tool, "import", stack)), ...forwarded);
}

/** `berth config [ACTION] [KEY] [VALUE]`: lists the stack's configuration, or changes it in its file, as `pulumi config` does. */
export function config(stack: Stack, { forwarded }: CommandLine): Promise<number> {
  return stackTool(stack).run("config", ...forwarded);
}

/** `berth outputs [NAME]`: prints the stack's outputs. */
export function outputs(stack: Stack, { forwarded }: CommandLine): Promise<number> {
  const { tool, run } = stackTool(stack);
  return run(...(tool.kind === "cli" ? ["stack", "output"] : ["outputs"]), ...forwarded);
}

/** The arguments without `--approved PLAN`, which the CLI does not know. */
function withoutApproved(args: readonly string[]): readonly string[] {
  const at = args.findIndex((word) => word === "--approved" || word.startsWith("--approved="));
  const length = args[at]?.includes("=") === true ? 1 : 2;
  return args.filter((_, index) => index < at || index >= at + length);
}

/** Changes of a local stack reach nothing beyond this computer, so they need no confirmation. */
function confirmation(tool: Tool, verb: Verb | "import", stack: Stack): readonly string[] {
  if (verb === "preview" || !stack.local) return [];
  return tool.kind === "cli" && verb !== "destroy" ? ["--yes", "--skip-preview"] : ["--yes"];
}

/** Removes the record and the private folder (keys, passphrase) of a local stack that has no resources left. */
async function removeRecord(stack: Stack, { tool, run }: StackTool): Promise<number> {
  const keepFile = tool.kind === "cli" ? ["--preserve-config"] : [];
  const code = await run("stack", "rm", "--yes", ...keepFile);
  if (code !== 0) return code;
  await forgetLocalStack(stack, projectFolder);
  return code;
}
