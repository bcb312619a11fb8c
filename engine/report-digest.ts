import type { EngineEvent } from "./events";
import { stackType } from "./goal";
import { jsonState } from "./report-json";
import type { ValueOptions } from "./report-value";
import type { Step } from "./step";
import { isCounted } from "./step";

/** The whole preview as one JSON object, in the shape of `pulumi preview --json`. */
export function renderDigest(events: readonly EngineEvent[], options: ValueOptions): string {
  const prelude = events.find((event) => event.kind === "prelude");
  const summary = events.find((event) => event.kind === "summary")?.summary;
  const steps = events.flatMap((event) => (event.kind === "step-finished" && isListed(event.step) ? [event.step] : []));
  return JSON.stringify(
    {
      config: prelude?.config ?? {},
      steps: steps.map((step) => digestStep(step, options)),
      diagnostics: events.flatMap(digestDiagnostic),
      duration: (summary?.milliseconds ?? 0) * 1_000_000,
      changeSummary: summary?.changes ?? {},
    },
    null,
    4,
  );
}

function isListed(step: Step): boolean {
  if (!isCounted(step)) return false;
  return step.operation !== "same" || step.type === stackType || step.before?.protect !== step.after?.protect;
}

function digestStep(step: Step, options: ValueOptions): Readonly<Record<string, unknown>> {
  const { operation, urn, before, after, changedKeys, replaceKeys, detailedDiff } = step;
  const provider = (after ?? before)?.provider;
  return {
    op: operation,
    urn,
    ...(provider === undefined ? {} : { provider }),
    ...(before === undefined ? {} : { oldState: jsonState(before, options) }),
    ...(after === undefined ? {} : { newState: jsonState(after, options) }),
    ...(changedKeys.length === 0 ? {} : { diffReasons: changedKeys }),
    ...(replaceKeys.length === 0 ? {} : { replaceReasons: replaceKeys }),
    detailedDiff: detailedDiff ?? null,
  };
}

function digestDiagnostic(event: EngineEvent): readonly Readonly<Record<string, unknown>>[] {
  if (event.kind === "step-failed")
    return [{ urn: event.step.urn, message: `error: ${event.message}`, severity: "error" }];
  if (event.kind !== "diagnostic" || event.ephemeral === true || event.severity === "debug") return [];
  const { severity, message, urn } = event;
  const prefix = severity === "info" ? "" : `${severity}: `;
  return [
    {
      ...(urn === undefined ? {} : { urn }),
      message: prefix + message,
      severity: severity === "info" ? "info#err" : severity,
    },
  ];
}
