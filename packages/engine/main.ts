import { createInterface } from "node:readline/promises";
import { createDockerProvider } from "@berth/docker/provider";
import { type DeployRequest, type DeployResult, isPreview, type Verb } from "./deploy-request";
import { deploy } from "./deployment";
import { EngineError } from "@berth/model/engine-error";
import type { EventSink } from "@berth/model/events";
import type { Arguments } from "./main-arguments";
import { readArguments } from "./main-arguments";
import { configCommand } from "./config-command";
import { exitCodeOf, interruptedCode, unexpectedChangesCode, unexpectedChangesText } from "./exit-code";
import { InterruptCounter } from "./interrupt-counter";
import { killAllGroups } from "@berth/process/process-group";
import type { ProviderFactory } from "./providers/provider-loader";
import { JsonReport } from "./report/json-report";
import { LiveDisplay } from "./report/live-display";
import { TextReport } from "./report/text-report";
import { readValue } from "./read-value";
import { editState, listResources } from "./state-commands";
import { cancelLocks, printOutputs, removeStackFiles } from "./stack-commands";

/** Packages that need no plugin here. */
const inProcess: ReadonlyMap<string, ProviderFactory> = new Map([["docker", createDockerProvider]]);

/** Verbs after which the stack's outputs are of interest. */
const showsOutputs: readonly Verb[] = ["preview", "up", "refresh"];
const importNote =
  "Write the imported resources into the program now, with the same name, type and parent: the next `up` deletes what the program does not have, or refuses to where it is protected.";

type StackCommand = Exclude<Arguments["command"], Verb>;

/** Those that run no program. */
const stackCommands: Readonly<Record<StackCommand, (args: Arguments) => Promise<number>>> = {
  outputs: (args) => printOutputs(args, process.env, print),
  "stack rm": (args) => removeStackFiles(args, process.env, { print, confirm }),
  cancel: (args) => cancelLocks(args, process.env, print),
  "state list": (args) => listResources(args, process.env, print),
  "state delete": (args) => editState(args, process.env, { print, confirm }),
  "state unprotect": (args) => editState(args, process.env, { print, confirm }),
};

function isVerb(command: Arguments["command"]): command is Verb {
  return !Object.hasOwn(stackCommands, command);
}

async function main(): Promise<number> {
  const [first, ...rest] = process.argv.slice(2);
  if (first === "config") return configCommand(rest, { environment: process.env, print, readValue });
  const args = readArguments(process.argv.slice(2), process.env);
  const { command } = args;
  if (!isVerb(command)) return stackCommands[command](args);
  const isConfirmed = args.yes || args.approved !== undefined || isPreview({ verb: command, ...args });
  if (isConfirmed) return (await run(command, args)).code;
  const plan = await planAndConfirm(command, args);
  return plan === undefined ? 1 : (await run(command, { ...args, ...plan })).code;
}

type Expected = Pick<DeployRequest, "expected">;

/** What the plan showed; undefined where it failed, or was not confirmed. */
async function planAndConfirm(verb: Verb, args: Arguments): Promise<Expected | undefined> {
  if (!process.stdin.isTTY)
    throw new EngineError(`${verb} needs confirmation: pass --yes when stdin is not a terminal`);
  const planned = { ...args, json: false, expectNoChanges: false };
  const plan = await planOf(verb, planned);
  if (plan !== undefined && plan.code !== 0) return undefined;
  const question =
    verb === "import" ? "Do you want to perform this import?" : `Do you want to ${verb} stack ${args.stack}?`;
  if (!(await confirm(question))) return undefined;
  return plan === undefined ? {} : { expected: plan.urns };
}

/** A refresh and a destroy have none. */
async function planOf(verb: Verb, args: Arguments): Promise<RunEnd | undefined> {
  if (verb === "up") return run("preview", args);
  if (verb !== "import" || args.imports === undefined) return undefined;
  return run(verb, { ...args, imports: { ...args.imports, previewOnly: true } });
}

interface RunEnd {
  readonly code: number;
  /** Those of its steps, in the order in which they began. */
  readonly urns: readonly string[];
}

async function run(verb: Verb, args: Arguments & Expected): Promise<RunEnd> {
  const urns = new Set<string>();
  const options = { ...args, preview: isPreview({ verb, ...args }) };
  const report = args.json ? new JsonReport(print, options) : openReport(verb, options);
  const stop = onInterrupt();
  try {
    const emit: EventSink = (event) => {
      if (event.kind === "step-started") urns.add(event.step.urn);
      report.handle(event);
    };
    const result = await deploy({ ...args, verb, inProcess, environment: process.env, emit, signal: stop.signal });
    report.end(result);
    const code = exitCodeOf(result.summary, args);
    if (code === unexpectedChangesCode) process.stderr.write(`error: ${unexpectedChangesText(verb)}\n`);
    return { code, urns: [...urns] };
  } finally {
    report.close();
    stop.dispose();
  }
}

interface RunReport extends Pick<TextReport, "handle" | "close"> {
  end(result: DeployResult): void;
}

type ReportOptions = Arguments & { readonly preview: boolean };

/** Lines of text, in a terminal with a live display below them. */
function openReport(verb: Verb, options: ReportOptions): RunReport {
  // A preview runs nothing that takes long, and its steps are not being made.
  const display = options.preview || !process.stdout.isTTY ? undefined : new LiveDisplay(process.stdout);
  const lines = new TextReport(display?.print ?? print, { ...options, live: display !== undefined });
  return {
    handle: (event) => {
      display?.handle(event);
      lines.handle(event);
    },
    end: ({ outputs, summary }) => {
      if (showsOutputs.includes(verb) && !options.suppressOutputs) lines.outputs(outputs);
      if (verb === "import" && !options.preview && summary.result === "succeeded") print(importNote);
    },
    close: () => {
      lines.close();
      display?.close();
    },
  };
}

/** The first Ctrl-C (or SIGTERM, or a closed terminal) stops the run in order; the second kills everything at once. */
function onInterrupt(): { readonly signal: AbortSignal; dispose(): void } {
  const aborter = new AbortController();
  const counter = new InterruptCounter();
  const handler = (): void => {
    const meaning = counter.count(Date.now());
    if (meaning === "same") return;
    if (meaning === "kill") {
      killAllGroups();
      process.exit(interruptedCode);
    }
    process.stderr.write("stopping: steps that run may end, no new ones begin; once more kills them\n");
    aborter.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of signals) process.on(name, handler);
  return { signal: aborter.signal, dispose: () => signals.forEach((name) => process.off(name, handler)) };
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new EngineError(`${question} Pass --yes when stdin is not a terminal`);
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question(`${question} [y/N] `);
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.on("exit", killAllGroups);
main().then(
  (code) => (process.exitCode = code),
  (thrown: unknown) => {
    const error = EngineError.from(thrown);
    process.stderr.write(`error: ${error.message}\n`);
    if (process.argv.includes("--verbose")) process.stderr.write(`${error.stack ?? ""}\n`);
    process.exitCode = 1;
  },
);
