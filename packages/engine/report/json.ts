import type { EngineEvent } from "@berth/model/events";
import type { ValueOptions } from "./value";
import { jsonMap } from "./value";
import type { ResourceState } from "@berth/model/state";
import type { Step } from "@berth/model/step";

/** One event as a line of `up --json`, in the shape of Pulumi's engine events; undefined for those that have none. */
export function eventLine(event: EngineEvent, sequence: number, options: ValueOptions): string | undefined {
  const body = eventBody(event, options);
  if (body === undefined) return undefined;
  return JSON.stringify({ sequence, timestamp: Math.floor(Date.now() / 1000), ...body });
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

function eventBody(event: EngineEvent, options: ValueOptions): Readonly<Record<string, unknown>> | undefined {
  switch (event.kind) {
    case "prelude":
      return { preludeEvent: { config: event.config } };
    case "diagnostic":
      return { diagnosticEvent: diagnostic(event) };
    case "step-started":
      return { resourcePreEvent: { metadata: metadata(event.step, options) } };
    case "step-finished":
      return { resOutputsEvent: { metadata: metadata(event.step, options) } };
    case "step-failed":
      return { resOpFailedEvent: { metadata: metadata(event.step, options), status: 0, steps: 0 } };
    case "outputs":
      return undefined;
    case "summary": {
      const { changes, milliseconds, preview, result } = event.summary;
      const durationSeconds = Math.round(milliseconds / 1000);
      return {
        summaryEvent: {
          maybeCorrupt: false,
          durationSeconds,
          resourceChanges: changes,
          PolicyPacks: {},
          isPreview: preview,
          result,
        },
      };
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
