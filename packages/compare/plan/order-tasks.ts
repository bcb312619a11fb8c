import { type RuntimeName, runtimeNames } from "../figures/reading";
import type { Mode, ProbeSpec, Task } from "./task";

/**
 * Every probe as often as its rounds say. The runtimes take turns, and each round begins with the one that the round before
 * ended with, so that a machine that becomes slower or faster meanwhile does both the same.
 */
export function orderTasks(probes: readonly ProbeSpec[], mode: Mode): readonly Task[] {
  const at = (place: ProbeSpec["place"]) => probes.filter((probe) => probe.place === place);
  return [...inRounds(at("first"), mode), ...inRounds(at(undefined), mode), ...inRounds(at("last"), mode)];
}

function inRounds(probes: readonly ProbeSpec[], mode: Mode): Task[] {
  const last = Math.max(0, ...probes.map((probe) => roundsOf(probe, mode)));
  return Array.from({ length: last }, (_, index) => index + 1).flatMap((round) =>
    runtimesOf(round).flatMap((runtime) =>
      probes.filter((probe) => roundsOf(probe, mode) >= round).map(({ id }) => ({ probe: id, runtime, round })),
    ),
  );
}

function runtimesOf(round: number): readonly RuntimeName[] {
  return round % 2 === 1 ? runtimeNames : [...runtimeNames].reverse();
}

function roundsOf({ rounds }: ProbeSpec, mode: Mode): number {
  return mode === "once" ? Math.min(1, rounds.quick) : rounds[mode];
}
