import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../../support/scenario";
import type { FakeCloud } from "../../support/fake-provider";
import type { CaseStep, Observed, StepOptions } from "../differential-case";
import { callsOf } from "./calls-of";
import type { CaseStack } from "./case-stack";
import { renderJson } from "./render-json";
import { renderMessage, type ReportedMessage } from "./render-message";
import { renderStep, type ReportedStep } from "./render-step";
import { serveProgram } from "./serve-program";

const limitMs = 120_000;

interface CliStep {
  readonly stack: CaseStack;
  readonly cloud: FakeCloud;
  readonly port: string;
  readonly step: CaseStep;
  readonly program: Scenario;
  readonly json: boolean;
}

/** Runs a step by the official CLI, which must be on PATH. `output` is all that it printed. */
export async function observeCli({ stack, cloud, port, step, program, json }: CliStep): Promise<Observed> {
  const server = await serveProgram(program);
  const log = join(stack.folder, "events.json");
  rmSync(log, { force: true });
  try {
    const program = step.run === "import" ? importWords(step, stack) : ["--client", server.address];
    const words = [
      step.run,
      ...commonWords,
      ...program,
      "--event-log",
      log,
      ...optionWords(step),
      ...(json ? ["--json"] : []),
    ];
    const { code, output, errors, printed } = await pulumi(words, stack, port);
    const events = existsSync(log) ? readEvents(readFileSync(log, "utf8")) : [];
    const observation = {
      exitCode: code,
      messages: [
        ...events.flatMap(({ diagnosticEvent: event }) =>
          event === undefined ? [] : renderMessage(event, stack.folder),
        ),
        ...refusals(errors).flatMap((message) => renderMessage({ severity: "error", message }, stack.folder)),
      ],
      steps: events.flatMap(({ resourcePreEvent: event }) => (event === undefined ? [] : renderStep(event.metadata))),
      changes: events.findLast(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent?.resourceChanges ?? {},
      calls: callsOf(cloud),
      state: await stack.state(),
      ...(json ? { json: renderJson(printed, stack.folder) } : {}),
    };
    return { observation, output };
  } finally {
    server.close();
  }
}

const commonWords = [
  "--stack",
  "test",
  "--parallel",
  "1",
  "--non-interactive",
  "--color",
  "never",
  "--suppress-progress",
];

function importWords({ imports, options = {} }: CaseStep, stack: CaseStack): readonly string[] {
  const file = join(stack.folder, "import.json");
  writeFileSync(file, JSON.stringify(imports));
  const isProtected = options.protect === undefined ? [] : [`--protect=${String(options.protect)}`];
  return ["--file", file, "--generate-code=false", ...isProtected];
}

function optionWords({ run, options = {} }: CaseStep): readonly string[] {
  const isPreview = run === "preview" || options.previewOnly === true;
  const confirmed = isPreview ? [] : ["--yes", "--skip-preview"];
  const { targets = [], excludes = [], replaces = [] } = options;
  const lists = { "--target": targets, "--exclude": excludes, "--replace": replaces };
  const flags: Readonly<Record<string, boolean | undefined>> = flagsOf(options);
  return [
    ...confirmed,
    ...Object.entries(lists).flatMap(([word, urns]) => urns.flatMap((urn) => [word, urn])),
    ...Object.keys(flags).filter((word) => flags[word] === true),
  ];
}

function flagsOf(options: StepOptions): Readonly<Record<string, boolean | undefined>> {
  return {
    "--target-dependents": options.targetDependents,
    "--exclude-dependents": options.excludeDependents,
    "--refresh": options.refresh,
    "--continue-on-error": options.continueOnError,
    "--expect-no-changes": options.expectNoChanges,
    "--preview-only": options.previewOnly,
  };
}

interface CliEvent {
  readonly diagnosticEvent?: ReportedMessage;
  readonly resourcePreEvent?: { readonly metadata: ReportedStep };
  readonly summaryEvent?: { readonly resourceChanges: Readonly<Record<string, number>> };
}

function readEvents(text: string): readonly CliEvent[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as CliEvent);
}

function pulumi(
  words: readonly string[],
  stack: CaseStack,
  port: string,
): Promise<{ readonly code: number; readonly output: string; readonly errors: string; readonly printed: string }> {
  const child = spawn("pulumi", words, {
    cwd: stack.folder,
    env: stack.environment(port),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: limitMs,
  });
  let output = "";
  let errors = "";
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? -1, output, errors, printed }));
  });
}

/** The errors of a command that printed them without an event. */
function refusals(errors: string): readonly string[] {
  const [, ...messages] = `\n${errors}`.split(/\nerror: /);
  return messages;
}
