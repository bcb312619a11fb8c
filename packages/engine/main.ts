import { createInterface } from "node:readline/promises";
import { createDockerProvider } from "@berth/docker/provider";
import type { Verb } from "./deploy-request";
import { deploy } from "./deployment";
import { EngineError } from "@berth/model/engine-error";
import type { EngineEvent } from "@berth/model/events";
import type { Arguments } from "./main-arguments";
import { readArguments } from "./main-arguments";
import { configCommand } from "./config-command";
import { exitCodeOf, interruptedCode, unexpectedChangesCode } from "./exit-code";
import { InterruptCounter } from "./interrupt-counter";
import { killAllGroups } from "@berth/process/process-group";
import type { ProviderFactory } from "./providers/provider-loader";
import { renderDigest } from "./report/digest";
import { eventLines } from "./report/json";
import { LiveDisplay } from "./report/live-display";
import { TextReport } from "./report/text-report";
import { readValue } from "./read-value";
import { editState, listResources } from "./state-commands";
import { cancelLocks, printOutputs, removeStackFiles } from "./stack-commands";

/** Packages that need no plugin here. */
const inProcess: ReadonlyMap<string, ProviderFactory> = new Map([["docker", createDockerProvider]]);

async function main(): Promise<number> {
  const [first, ...rest] = process.argv.slice(2);
  if (first === "config") return configCommand(rest, { environment: process.env, print, readValue });
  const args = readArguments(process.argv.slice(2), process.env);
  const { command } = args;
  if (command === "outputs") return printOutputs(args, process.env, print);
  if (command === "stack rm") return removeStackFiles(args, process.env, print, confirm);
  if (command === "cancel") return cancelLocks(args, process.env, print);
  if (command === "state list") return listResources(args, process.env, print);
  if (command === "state delete" || command === "state unprotect")
    return editState(args, process.env, { print, confirm });
  if (command !== "preview" && !args.yes && args.approved === undefined && !(await planAndConfirm(command, args)))
    return 1;
  const { code } = await run(command, args);
  return code;
}

async function planAndConfirm(verb: Verb, args: Arguments): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new EngineError(`${verb} needs confirmation: pass --yes when stdin is not a terminal`);
  if (verb === "up") {
    const { code } = await run("preview", { ...args, json: false, expectNoChanges: false });
    if (code !== 0) return false;
  }
  return confirm(`Do you want to ${verb} stack ${args.stack}?`);
}

async function run(verb: Verb, args: Arguments): Promise<{ code: number }> {
  const events: EngineEvent[] = [];
  const report = openReport(verb, args);
  let sequence = 1;
  const json = (event: EngineEvent): void => {
    events.push(event);
    if (verb === "preview") return;
    const lines = eventLines(event, sequence, args);
    lines.forEach(print);
    sequence += lines.length;
  };
  const emit = args.json ? json : report.handle;
  const { stack, folder, parallel, message, policyPacks, fromNothing, approved } = args;
  const { selection, refresh, continueOnError } = args;
  const stop = onInterrupt();
  const request = {
    verb,
    folder,
    stack,
    inProcess,
    environment: process.env,
    parallel,
    message,
    policyPacks,
    fromNothing,
    selection,
    refresh,
    continueOnError,
    emit,
    signal: stop.signal,
    ...(approved === undefined ? {} : { approved }),
  };
  try {
    const result = await deploy(request);
    if (args.json && verb === "preview") print(renderDigest(events, args));
    if (args.json && verb !== "preview")
      print(JSON.stringify({ sequence, timestamp: Math.floor(Date.now() / 1000), cancelEvent: {} }));
    if (!args.json && verb !== "destroy" && !args.suppressOutputs) report.outputs(result.outputs);
    const code = exitCodeOf(result.summary, args);
    if (code === unexpectedChangesCode)
      process.stderr.write(
        `error: no changes were expected but changes ${verb === "preview" ? "were proposed" : "occurred"}\n`,
      );
    return { code };
  } finally {
    report.close();
    stop.dispose();
  }
}

/** Lines of text, in a terminal with a live display below them. */
function openReport(verb: Verb, args: Arguments): Pick<TextReport, "handle" | "outputs" | "close"> {
  const options = { ...args, preview: verb === "preview" };
  // A preview runs nothing that takes long, and its steps are not being made.
  if (args.json || verb === "preview" || !process.stdout.isTTY) return new TextReport(print, options);
  const display = new LiveDisplay(process.stdout);
  const lines = new TextReport(display.print, { ...options, live: true });
  return {
    handle: (event) => {
      display.handle(event);
      lines.handle(event);
    },
    outputs: (outputs) => lines.outputs(outputs),
    close: () => {
      lines.close();
      display.close();
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
