import type { SideName } from "../figures/reading";

/** One thing to find out of a side; it may read several measures at once. */
export interface ProbeSpec {
  readonly id: string;
  /** As the progress says it: "measuring …". */
  readonly what: string;
  /** How long it takes a 2-core machine without KVM; only a beginning, the run learns its own pace. */
  readonly guessSeconds: number;
  readonly rounds: { readonly full: number; readonly quick: number };
  /** All rounds of it come before anything else: it brings up what the others look at. */
  readonly isFirst?: boolean;
}

export interface Task {
  readonly probe: string;
  readonly side: SideName;
  /** From 1. */
  readonly round: number;
}

export function taskName({ probe, side, round }: Task): string {
  return `${probe}/${side}/${round}`;
}
