import { wholeSteps } from "../plan/whole-steps";
import type { EngineEvent } from "@berth/model/events";
import { stackType } from "@berth/model/goal";
import { jsonState } from "./json-state";
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
  // What a preview finds to be impossible, such as the deletion of what is protected, is in its plan, too.
  const ended = events.flatMap((event) =>
    event.kind === "step-finished" || event.kind === "step-failed" ? [event.step] : [],
  );
  const steps = wholeSteps(ended).filter((step) => isListed(step, options.showSames));
  const config = prelude?.config ?? {};
  const diagnostics = events.flatMap(digestDiagnostic);
  return JSON.stringify(
    {
      ...(Object.keys(config).length === 0 ? {} : { config }),
      steps: steps.map((step) => digestStep(step, options)),
      ...(diagnostics.length === 0 ? {} : { diagnostics }),
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
    return [{ urn: event.step.urn, message: `error: ${event.message}\n`, severity: "error" }];
  if (event.kind !== "diagnostic" || event.ephemeral === true || event.severity === "debug") return [];
  const { severity, message, urn } = event;
  const prefix = severity === "info" ? "" : `${severity}: `;
  return [
    {
      ...(urn === undefined ? {} : { urn }),
      message: `${prefix}${message}\n`,
      severity: severity === "info" ? "info#err" : severity,
    },
  ];
}
