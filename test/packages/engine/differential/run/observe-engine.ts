import { deploy } from "../../../../../packages/engine/deployment";
import { exitCodeOf, unexpectedChangesCode, unexpectedChangesText } from "../../../../../packages/engine/exit-code";
import { EngineError } from "../../../../../packages/model/engine-error";
import { parseImportFile } from "../../../../../packages/engine/plan/import-file";
import type { EngineEvent } from "../../../../../packages/model/events";
import { JsonReport } from "../../../../../packages/engine/report/json-report";
import { errorsOf } from "../../support/deploy-program";
import { inProcessProgram } from "../../support/in-process-program";
import type { FakeCloud } from "../../support/fake-provider";
import { plainDisplay } from "../../support/plain-display";
import type { Scenario } from "../../support/scenario";
import type { CaseStep, Observed } from "../differential-case";
import { callsOf } from "./calls-of";
import type { CaseStack } from "./case-stack";
import { renderJson } from "./render-json";
import { renderMessage, type ReportedMessage } from "./render-message";
import { renderStep } from "./render-step";

interface EngineStep {
  readonly stack: CaseStack;
  readonly cloud: FakeCloud;
  readonly port: string;
  readonly step: CaseStep;
  readonly program: Scenario;
  readonly json: boolean;
}

/** Runs a step by this engine, in this process; the program and the provider are the same as the CLI's. */
export async function observeEngine({ stack, cloud, port, step, program, json }: EngineStep): Promise<Observed> {
  const events: EngineEvent[] = [];
  const lines: string[] = [];
  const preview = step.run === "preview" || step.options?.previewOnly === true;
  const report = new JsonReport((text) => lines.push(text), { ...plainDisplay, preview });
  const { refresh = false, continueOnError = false, expectNoChanges = false, ...selection } = step.options ?? {};
  const { protect = true, previewOnly = false } = step.options ?? {};
  const { code, changes, thrown } = await deploy({
    verb: step.run,
    folder: stack.folder,
    stack: "test",
    inProcess: new Map(),
    environment: stack.environment(port),
    parallel: 1,
    message: "",
    launch: inProcessProgram(program, { inOrder: true }),
    emit: (event) => {
      events.push(event);
      report.handle(event);
    },
    refresh,
    continueOnError,
    selection,
    ...(step.run === "import"
      ? { imports: { file: parseImportFile(JSON.stringify(step.imports), "import.json"), protect, previewOnly } }
      : {}),
  }).then(
    ({ summary }) => ({
      code: exitCodeOf(summary, { expectNoChanges }),
      changes: summary.changes,
      thrown: new Array<string>(),
    }),
    (error: unknown) => ({ code: 1, changes: {}, thrown: [EngineError.from(error).message] }),
  );
  report.end();
  if (code === unexpectedChangesCode) thrown.push(unexpectedChangesText(step.run));
  const observation = {
    exitCode: code,
    messages: [
      ...events.flatMap((event) => messageOf(event).flatMap((message) => renderMessage(message, stack.folder))),
      ...thrown.flatMap((message) => renderMessage({ severity: "error", message }, stack.folder)),
    ],
    steps: events.flatMap((event) => {
      if (event.kind !== "step-started") return [];
      const { operation, urn, type, replaceKeys, changedKeys } = event.step;
      return renderStep({ op: operation, urn, type, keys: replaceKeys, diffs: changedKeys });
    }),
    changes,
    calls: callsOf(cloud),
    state: await stack.state(),
    ...(json ? { json: renderJson(lines.join("\n"), stack.folder) } : {}),
  };
  return { observation, output: errorsOf(events).join("\n") };
}

function messageOf(event: EngineEvent): readonly ReportedMessage[] {
  if (event.kind === "step-failed") return [{ severity: "error", urn: event.step.urn, message: event.message }];
  return event.kind === "diagnostic" ? [event] : [];
}
