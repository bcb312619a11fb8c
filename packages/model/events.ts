import type { PropertyMap } from "./property";
import type { Step } from "./step";

export type Severity = "debug" | "info" | "warning" | "error";

/** What a run says while it goes on, as plain data; reports turn it into text or JSON. */
export type EngineEvent =
  | {
      readonly kind: "prelude";
      readonly config: Readonly<Record<string, string>>;
      /** URNs that the run is expected to come to, in order; one that it creates for the first time may be missing. */
      readonly expected?: readonly string[];
    }
  | {
      readonly kind: "diagnostic";
      readonly severity: Severity;
      readonly message: string;
      readonly urn?: string;
      /** A status that replaces the one before and is not kept. */
      readonly ephemeral?: boolean;
    }
  | { readonly kind: "step-started"; readonly step: Step }
  /** `step.after` holds the final state; in previews what is known of it. */
  | { readonly kind: "step-finished"; readonly step: Step; readonly milliseconds: number }
  | { readonly kind: "step-failed"; readonly step: Step; readonly message: string; readonly milliseconds: number }
  | { readonly kind: "outputs"; readonly urn: string; readonly before: PropertyMap; readonly after: PropertyMap }
  | { readonly kind: "summary"; readonly summary: Summary };

export interface Summary {
  readonly preview: boolean;
  readonly result: "succeeded" | "failed" | "cancelled";
  readonly milliseconds: number;
  /** Operation → number of resources; replacements count once, default providers not at all. */
  readonly changes: Readonly<Record<string, number>>;
  /** Resources of the last snapshot that this run has not settled. */
  readonly untouched: number;
}

export type EventSink = (event: EngineEvent) => void;
