import type { PropertyDiff } from "./provider";
import type { ResourceState } from "./state";

/** Pulumi's operation names. */
export type Operation =
  | "same"
  | "create"
  | "update"
  | "delete"
  | "replace"
  | "create-replacement"
  | "delete-replaced"
  | "read"
  | "read-replacement"
  | "refresh"
  | "import"
  | "import-replacement"
  | "discard"
  | "discard-replaced"
  | "remove-pending-replace";

/** One thing to do to one resource, as plain data; `before` and `after` are states, not promises of states. */
export interface Step {
  readonly operation: Operation;
  readonly urn: string;
  readonly type: string;
  readonly before?: ResourceState | undefined;
  readonly after?: ResourceState | undefined;
  /** Properties that force the replacement. */
  readonly replaceKeys: readonly string[];
  readonly changedKeys: readonly string[];
  readonly detailedDiff?: Readonly<Record<string, PropertyDiff>> | undefined;
}

/** Steps that a person counts: the physical halves of a replacement and the engine's housekeeping are not among them. */
export function isCounted(step: Step): boolean {
  const halves: readonly Operation[] = [
    "create-replacement",
    "read-replacement",
    "import-replacement",
    "discard-replaced",
    "delete-replaced",
    "remove-pending-replace",
  ];
  return !halves.includes(step.operation) && !isDefaultProvider(step);
}

/** Whether it is a step of a provider that the engine registers by itself: reports leave it out. */
export function isDefaultProvider(step: Pick<Step, "type" | "urn">): boolean {
  return step.type.startsWith("pulumi:providers:") && /::default(_[^:]*)?$/.test(step.urn);
}
