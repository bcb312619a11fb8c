import type { RuntimeName } from "../figures/reading";

/** How often what varies is read: "once" shows only that it can be read, and ranks nothing. */
export const modes = ["full", "quick", "once"] as const;
export type Mode = (typeof modes)[number];

/** One thing to find out of a runtime; it may read several measures at once. */
export interface ProbeSpec {
  readonly id: string;
  /** As the progress says it: "measuring …". */
  readonly what: string;
  /** Those without a figure when it fails. */
  readonly measures: readonly string[];
  /** How long it takes a 2-core machine without KVM; only a beginning, the run learns its own pace. */
  readonly guessSeconds: number;
  readonly rounds: { readonly full: number; readonly quick: number };
  /** All its rounds before anything else, for what brings up what the others look at; or after all, for what leaves it changed. */
  readonly place?: "first" | "last";
}

export interface Task {
  readonly probe: string;
  readonly runtime: RuntimeName;
  /** From 1. */
  readonly round: number;
}

export function taskName({ probe, runtime, round }: Task): string {
  return `${probe}/${runtime}/${round}`;
}
