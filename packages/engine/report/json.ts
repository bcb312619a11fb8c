import type { EngineEvent } from "@berth/model/events";
import type { ValueOptions } from "./value";
import { jsonMap } from "./value";
import type { ResourceState } from "@berth/model/state";
import type { Step } from "@berth/model/step";

/** The lines of `up --json` for one event, in the shape of Pulumi's engine events; `sequence` numbers the first of them. */
export function eventLines(event: EngineEvent, sequence: number, options: ValueOptions): readonly string[] {
  const timestamp = Math.floor(Date.now() / 1000);
  return eventBodies(event, options).map((body, index) =>
    JSON.stringify({ sequence: sequence + index, timestamp, ...body }),
  );
}

/** A state as the checkpoint has it, for people and machines to read: no secret in it unless asked for. */
export function jsonState(state: ResourceState, options: ValueOptions): Readonly<Record<string, unknown>> {
  const { importId, extra, ...rest } = state;
  return {
    ...rest,
    ...(importId === undefined ? {} : { importID: importId }),
    inputs: jsonMap(state.inputs, options),
    outputs: jsonMap(state.outputs, options),
    ...(extra ?? {}),
  };
}

function eventBodies(event: EngineEvent, options: ValueOptions): readonly Readonly<Record<string, unknown>>[] {
  switch (event.kind) {
    case "prelude":
      return [{ preludeEvent: { config: event.config } }];
    case "diagnostic":
      return [{ diagnosticEvent: diagnostic(event) }];
    case "step-started":
      return [{ resourcePreEvent: { metadata: metadata(event.step, options) } }];
    case "step-finished":
      return [{ resOutputsEvent: { metadata: metadata(event.step, options) } }];
    case "step-failed":
      return [
        {
          diagnosticEvent: diagnostic({
            kind: "diagnostic",
            severity: "error",
            message: event.message,
            urn: event.step.urn,
          }),
        },
        { resOpFailedEvent: { metadata: metadata(event.step, options), status: 0, steps: 0 } },
      ];
    case "outputs":
      return [];
    case "summary": {
      const { changes, milliseconds, preview, result } = event.summary;
      const durationSeconds = Math.round(milliseconds / 1000);
      return [
        {
          summaryEvent: {
            maybeCorrupt: false,
            durationSeconds,
            resourceChanges: changes,
            PolicyPacks: {},
            isPreview: preview,
            result,
          },
        },
      ];
    }
  }
}

function diagnostic(event: EngineEvent & { kind: "diagnostic" }): Readonly<Record<string, unknown>> {
  const { severity, message, urn, ephemeral } = event;
  const prefix = severity === "info" || severity === "debug" ? "" : `${severity}: `;
  return {
    ...(urn === undefined ? {} : { urn }),
    prefix,
    message: `${message}\n`,
    color: "never",
    severity: severity === "info" ? "info#err" : severity,
    ...(ephemeral === true ? { ephemeral } : {}),
  };
}

function metadata(step: Step, options: ValueOptions): Readonly<Record<string, unknown>> {
  const { operation, urn, type, before, after, replaceKeys, changedKeys, detailedDiff } = step;
  return {
    op: operation,
    urn,
    type,
    old: before === undefined ? null : jsonState(before, options),
    new: after === undefined ? null : jsonState(after, options),
    keys: replaceKeys,
    diffs: changedKeys,
    ...(detailedDiff === undefined
      ? {}
      : {
          detailedDiff: Object.fromEntries(
            Object.entries(detailedDiff).map(([path, { kind, inputDiff }]) => [path, { diffKind: kind, inputDiff }]),
          ),
        }),
    logical: operation !== "create-replacement" && operation !== "delete-replaced",
    provider: (after ?? before)?.provider ?? "",
  };
}
