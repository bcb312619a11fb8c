import { finishCommand } from "@berth/process/run-command";
import { hasCredentials } from "./cloud-credentials";
import { UsageError } from "./usage-error";
import { requireStarted } from "./stopped-stack";
import { passphraseEnvironment } from "./passphrase";
import { projectFolder, type Stack, stackTarget } from "./stack";
import { chooseTool, embeddedTool, jsonPreview, previewLimitMs, type Tool } from "./tool";

export interface PreviewRun {
  /** What `preview --json` printed. */
  readonly text: string;
  /** Who made it and why, in one clause. */
  readonly origin: string;
  /** Whether `up` here makes this very plan. */
  readonly isFinal: boolean;
  /** What went wrong, when the preview has no word of it itself. */
  readonly error?: string;
}

const keptLines = 20;
const selectLimitMs = 60_000;

/** The tool that makes the preview, what it reads, and the clause of the review that describes both. */
export interface PreviewChoice {
  readonly tool: Tool;
  readonly origin: string;
  /** By the files alone: neither state nor secrets are read. */
  readonly fromNothing: boolean;
}

/** Previews the stack and keeps what was printed; rejects when that is not a preview. */
export async function runPreview(
  stack: Stack,
  environment: NodeJS.ProcessEnv,
  { tool, origin, fromNothing }: PreviewChoice,
): Promise<PreviewRun> {
  if (!fromNothing) await requireStarted(stack);
  const options = [...(fromNothing ? ["--from-nothing"] : []), ...["--stack", stack.name, "--cwd", projectFolder]];
  const { exitCode, stdout, stderr } = await finishCommand([...jsonPreview(tool), ...options], {
    limitMs: previewLimitMs,
    environment: fromNothing ? {} : passphraseEnvironment(stack, environment),
    sharesGroup: true,
  });
  const start = stdout.indexOf("{");
  const last = stderr.trim().split("\n").slice(-keptLines).join("\n");
  if (start === -1) throw new UsageError(`The preview failed (${origin}):\n${last}`);
  const error = last === "" ? `exit code ${exitCode}` : last;
  const isFinal = !fromNothing && chooseTool(environment).kind === tool.kind;
  return { text: stdout.slice(start), origin, isFinal, ...(exitCode === 0 ? {} : { error }) };
}

/** The engine's plan of a whole new stack. */
export const fromFilesAlone: PreviewChoice = {
  tool: embeddedTool,
  origin: "made by the embedded engine from the files alone",
  fromNothing: true,
};

/** The CLI where it, the cloud's credentials and the stack are there; else the engine, with the state where it can read that. */
export async function choosePreview(stack: Stack, environment: NodeJS.ProcessEnv): Promise<PreviewChoice> {
  const tool = chooseTool(environment);
  const target = stackTarget(stack.name);
  if (environment.PULUMI_ENGINE === "embedded") return byEngine("PULUMI_ENGINE selects it", environment);
  if (tool.kind === "embedded") return byEngine("the Pulumi CLI was not found", environment);
  if (!hasCredentials(target, environment)) return byEngine(`no credentials of ${target} were found`, environment);
  if (await knows(tool, stack, environment))
    return { tool, origin: "made by the Pulumi CLI with the stack's state", fromNothing: false };
  return { ...byEngine(`the CLI knows no stack ${stack.name} yet`, environment), fromNothing: true };
}

function byEngine(why: string, { PULUMI_BACKEND_URL: backend = "" }: NodeJS.ProcessEnv): PreviewChoice {
  const isReadable = backend === "" || backend.startsWith("file://");
  const origin = `made by the embedded engine (${why}${isReadable ? "" : "; only the CLI reads the state"})`;
  return { tool: embeddedTool, origin, fromNothing: !isReadable };
}

/** Only the CLI's own message that the stack does not exist counts: the preview reports any other fault. */
async function knows(tool: Tool, stack: Stack, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const words = ["stack", "select", stack.name, "--non-interactive", "--cwd", projectFolder];
  const { exitCode, stderr } = await finishCommand([...tool.command, ...words], {
    limitMs: selectLimitMs,
    environment: passphraseEnvironment(stack, environment),
    sharesGroup: true,
  });
  return exitCode === 0 || !stderr.includes("no stack named");
}
