import { wholeSteps } from "../plan/whole-steps";
import type { EngineEvent } from "@berth/model/events";
import { stackType } from "@berth/model/goal";
import { jsonState } from "./json";
import type { ValueOptions } from "./value";
import type { Step } from "@berth/model/step";
import { isCounted } from "@berth/model/step";

export interface DigestOptions extends ValueOptions {
  /** Lists what does not change, too. */
  readonly showSames: boolean;
}

/** The whole preview as one JSON object, in the shape of `pulumi preview --json`. */
export function renderDigest(events: readonly EngineEvent[], options: DigestOptions): string {
  const prelude = events.find((event) => event.kind === "prelude");
  const summary = events.find((event) => event.kind === "summary")?.summary;
  const finished = events.flatMap((event) => (event.kind === "step-finished" ? [event.step] : []));
  const steps = wholeSteps(finished).filter((step) => isListed(step, options.showSames));
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

function isListed(step: Step, showSames: boolean): boolean {
  if (!isCounted(step)) return false;
  return (
    showSames || step.operation !== "same" || step.type === stackType || step.before?.protect !== step.after?.protect
  );
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
    detailedDiff: detailedDiff === undefined || Object.keys(detailedDiff).length === 0 ? null : detailedDiff,
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
