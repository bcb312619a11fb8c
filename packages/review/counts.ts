import type { HostOf } from "./hosts";
import type { PlannedStep } from "./preview";
import { type Kind, kindOf } from "./resource-kinds";

/** Stands in a count for the host of what belongs to none. */
export const wholeStack = "the stack";

export interface Count {
  /** The host's name, or wholeStack. */
  readonly host: string;
  readonly kind: Kind;
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
}

const counted = ["create", "update", "replace", "delete"] as const;

/** How many real resources change, by host and kind; components and providers are no resources of anybody's. */
export function countChanges(steps: readonly PlannedStep[], hostOf: HostOf): readonly Count[] {
  const rows = new Map<string, { -readonly [K in keyof Count]: Count[K] }>();
  for (const step of steps) {
    const operation = counted.find((name) => name === step.operation);
    const kind = kindOf(step);
    if (operation === undefined || kind === "provider" || (step.after ?? step.before)?.custom !== true) continue;
    const host = hostOf(step.urn) ?? wholeStack;
    const key = `${host}\n${kind}`;
    const row = rows.get(key) ?? { host, kind, create: 0, update: 0, replace: 0, delete: 0 };
    row[operation] += 1;
    rows.set(key, row);
  }
  return [...rows].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
}
