import { readdir, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { approvedUp } from "./approved-up";
import { runVisible } from "./child";
import { isStopped, requireStarted } from "./stopped-stack";
import { passphraseEnvironment } from "./passphrase";
import { projectFolder, type Stack } from "./stack";
import { start } from "./start";
import { chooseTool, type Tool } from "./tool";

/** Installs what a machine of this computer needs, and is silent where that is there. */
const machineTools = join(projectFolder, "packages/cli/setup.js");

export type Verb = "up" | "preview" | "refresh" | "destroy";

/** Runs one of Pulumi's verbs on the stack with the CLI or the engine; further arguments are the tool's own. */
export async function deployment(verb: Verb, stack: Stack, args: readonly string[]): Promise<number> {
  const tool = chooseTool(process.env);
  const run = (...words: readonly string[]) =>
    runVisible(
      [...tool.command, ...words, "--stack", stack.name],
      passphraseEnvironment(stack, process.env),
      projectFolder,
    );
  const prepared = await prepare(verb, stack);
  if (prepared !== 0) return prepared;
  if (tool.kind === "cli") {
    const selected = await run("stack", "select", "--create", "--non-interactive");
    if (selected !== 0) return selected;
  }
  const { approved, rest } = splitApproved(args);
  if (approved !== undefined && verb === "up" && tool.kind === "cli") return approvedUp(tool, stack, approved, rest);
  const code = await run(verb, ...confirmation(tool, verb, stack, args), ...args);
  return code === 0 && verb === "destroy" && stack.local ? forget(stack, tool, run) : code;
}

/** What a verb finds: `up` installs what is missing and starts a stopped stack, `preview` and `refresh` refuse one. Resolves to an exit code. */
async function prepare(verb: Verb, stack: Stack): Promise<number> {
  if (verb === "preview" || verb === "refresh") await requireStarted(stack);
  if (!stack.local || verb !== "up") return 0;
  const installed = await runVisible([process.execPath, machineTools, "up"], {}, projectFolder);
  if (installed !== 0) return installed;
  return (await isStopped(stack)) ? start(stack, []) : 0;
}

/** Prints the stack's outputs; `-- --json` for programs. */
export function outputs(stack: Stack, args: readonly string[]): Promise<number> {
  const tool = chooseTool(process.env);
  const words = tool.kind === "cli" ? ["stack", "output"] : ["outputs"];
  return runVisible(
    [...tool.command, ...words, ...args, "--stack", stack.name],
    passphraseEnvironment(stack, process.env),
    projectFolder,
  );
}

/** Takes `--approved PLAN` out of the arguments: the CLI does not know it. */
function splitApproved(args: readonly string[]): { approved?: string; rest: readonly string[] } {
  const at = args.findIndex((word) => word === "--approved" || word.startsWith("--approved="));
  const word = args[at];
  if (word === undefined) return { rest: args };
  const isInline = word.includes("=");
  const approved = isInline ? word.slice("--approved=".length) : (args[at + 1] ?? "");
  return { approved, rest: args.filter((_, index) => index !== at && (isInline || index !== at + 1)) };
}

/** A local stack is this computer's own: what it does needs no second yes. */
function confirmation(tool: Tool, verb: Verb, stack: Stack, args: readonly string[]): string[] {
  if (verb === "preview" || !stack.local || args.includes("--yes") || args.includes("-y")) return [];
  return tool.kind === "cli" && verb !== "destroy" ? ["--yes", "--skip-preview"] : ["--yes"];
}

/** After the last resource of a local stack, its record and its private folder (the passphrase) go too. */
async function forget(
  stack: Stack,
  tool: Tool,
  run: (...words: readonly string[]) => Promise<number>,
): Promise<number> {
  const keepFile = tool.kind === "cli" ? ["--preserve-config"] : [];
  const code = await run("stack", "rm", "--yes", ...keepFile);
  if (code !== 0) return code;
  await rm(stack.privateFolder, { recursive: true, force: true });
  const checkout = dirname(stack.privateFolder);
  if ((await readdir(checkout)).length === 0) await rmdir(checkout);
  return code;
}
