import type { EngineEvent } from "@berth/model/events";
import type { PropertyMap } from "@berth/model/property";
import type { ResourceState } from "@berth/model/state";
import { isDefaultProvider, type Operation, type Step } from "@berth/model/step";
import { stackType } from "@berth/model/goal";
import { type EventFields, eventMetadata } from "./event-metadata";
import type { ValueOptions } from "./value";

type Of<Kind extends EngineEvent["kind"]> = EngineEvent & { readonly kind: Kind };

/** Operations before which the resource has no id and no outputs yet, as the CLI reports it. */
const unanswered: readonly Operation[] = ["create", "create-replacement", "same", "update", "import"];

/** Turns a run's events, in their order, into Pulumi's engine events: those of `up --json`, without their numbers. */
export class EventStream {
  /** Components whose outputs the program has not registered yet: their steps end with these. */
  private readonly open = new Map<string, Step>();
  /** The stack's outputs, which are reported last. */
  private stackOutputs: EventFields | undefined;
  /** What a replacement has created, by its URN. */
  private readonly replacements = new Map<string, ResourceState>();

  constructor(private readonly options: ValueOptions) {}

  /** The events of one event; none for what the CLI does not report. */
  of(event: EngineEvent): readonly EventFields[] {
    switch (event.kind) {
      case "prelude":
        return [{ preludeEvent: { config: event.config } }];
      case "diagnostic":
        return [diagnostic(event)];
      case "step-started":
        return isDefaultProvider(event.step) ? [] : [{ resourcePreEvent: this.metadata(started(event.step)) }];
      case "step-finished":
        return isDefaultProvider(event.step) ? [] : this.finished(event.step);
      case "step-failed":
        return this.failed(event);
      case "outputs":
        return this.outputs(event.urn, event.after);
      case "summary":
        return this.summary(event);
    }
  }

  private finished(step: Step): readonly EventFields[] {
    const { operation, after, urn } = step;
    if (operation === "create-replacement" && after !== undefined) this.replacements.set(urn, after);
    const isComponent = after?.custom === false && operation !== "refresh" && operation !== "import";
    if (!isComponent) return [{ resOutputsEvent: this.metadata(imported(step), outcomeOf(step)) }];
    this.open.set(urn, step);
    return [];
  }

  private outputs(urn: string, outputs: PropertyMap): readonly EventFields[] {
    const step = this.open.get(urn);
    if (step?.after === undefined) return [];
    this.open.delete(urn);
    const event = { resOutputsEvent: this.metadata({ ...step, after: { ...step.after, outputs } }) };
    if (step.type !== stackType) return [event];
    this.stackOutputs = event;
    return [];
  }

  private failed({ message, step }: Of<"step-failed">): readonly EventFields[] {
    return [
      diagnostic({ kind: "diagnostic", severity: "error", message, urn: step.urn }),
      { resOpFailedEvent: { ...this.metadata(started(step)), status: 0, steps: 0 } },
    ];
  }

  private summary({ summary }: Of<"summary">): readonly EventFields[] {
    const { changes, milliseconds, preview, result } = summary;
    const last = this.stackOutputs === undefined || result !== "succeeded" ? [] : [this.stackOutputs];
    const summaryEvent = {
      maybeCorrupt: false,
      durationSeconds: Math.round(milliseconds / 1000),
      resourceChanges: changes,
      PolicyPacks: {},
      isPreview: preview,
      result,
    };
    return [...last, { summaryEvent }];
  }

  private metadata(step: Step, op: string = step.operation): EventFields {
    return { metadata: eventMetadata(this.replaced(step), op, this.options) };
  }

  /** Once its successor is there, a replaced resource only waits for its deletion. */
  private replaced(step: Step): Step {
    const { operation, urn, before, after } = step;
    const successor = this.replacements.get(urn);
    if (successor === undefined || before === undefined) return step;
    return {
      ...step,
      before: { ...before, delete: true },
      after: operation === "replace" ? successor : after,
    };
  }
}

/** A step before its provider has answered. */
function started(step: Step): Step {
  const { operation, after, before } = step;
  if (operation === "refresh") return { ...step, after: before };
  if (after === undefined || !unanswered.includes(operation)) return step;
  return { ...step, after: { ...after, id: "", outputs: {} } };
}

/** What was imported counts as what was there before. */
function imported(step: Step): Step {
  return step.operation === "import" && step.before === undefined ? { ...step, before: step.after } : step;
}

/** What a refresh has found is the operation of its end. */
function outcomeOf({ operation, after, changedKeys, detailedDiff = {} }: Step): string {
  if (operation !== "refresh") return operation;
  if (after === undefined) return "delete";
  return changedKeys.length + Object.keys(detailedDiff).length > 0 ? "update" : "same";
}

function diagnostic(event: Of<"diagnostic">): EventFields {
  const { severity, message, urn, ephemeral } = event;
  const prefix = severity === "info" || severity === "debug" ? "" : `${severity}: `;
  return {
    diagnosticEvent: {
      ...(urn === undefined ? {} : { urn }),
      prefix,
      message: `${message}\n`,
      color: "never",
      severity: severity === "info" ? "info#err" : severity,
      ...(ephemeral === true ? { ephemeral } : {}),
    },
  };
}
