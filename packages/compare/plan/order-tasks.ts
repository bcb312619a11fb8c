import { type RuntimeName, runtimeNames } from "../figures/reading";
import type { ProbeSpec, Task } from "./task";

/**
 * Every probe as often as its rounds say. The runtimes take turns, and each round begins with the one that the round before
 * ended with, so that a machine that becomes slower or faster meanwhile does both the same.
 */
export function orderTasks(probes: readonly ProbeSpec[], mode: "full" | "quick"): readonly Task[] {
  const at = (place: ProbeSpec["place"]) => probes.filter((probe) => probe.place === place);
  return [...inRounds(at("first"), mode), ...inRounds(at(undefined), mode), ...inRounds(at("last"), mode)];
}

function inRounds(probes: readonly ProbeSpec[], mode: "full" | "quick"): Task[] {
  const last = Math.max(0, ...probes.map(({ rounds }) => rounds[mode]));
  return Array.from({ length: last }, (_, index) => index + 1).flatMap((round) =>
    runtimesOf(round).flatMap((runtime) =>
      probes.filter(({ rounds }) => rounds[mode] >= round).map(({ id }) => ({ probe: id, runtime, round })),
    ),
  );
}

function runtimesOf(round: number): readonly RuntimeName[] {
  return round % 2 === 1 ? runtimeNames : [...runtimeNames].reverse();
}
