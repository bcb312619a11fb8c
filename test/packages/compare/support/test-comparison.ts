import { measures } from "../../../../packages/compare/figures/measures";
import { type Result, type RuntimeName, runtimeNames } from "../../../../packages/compare/figures/reading";
import type { Finished } from "../../../../packages/compare/plan/journal";
import { buildComparison, type Circumstances, type Comparison } from "../../../../packages/compare/report/comparison";

/** Says of itself, wherever it is shown, that nothing of it was measured. */
export const testCircumstances: Circumstances = {
  startedAt: "2000-01-01T00:00:00.000Z",
  finishedAt: "2000-01-01T00:40:00.000Z",
  mode: "full",
  commit: "test-data-of-no-run",
  machine: {
    processor: "TEST DATA, not measured",
    cores: 2,
    memoryBytes: 8 * 2 ** 30,
    acceleration: "tcg",
    system: "no system",
  },
  versions: { test: "0" },
  stacks: { containers: "test-containers", vms: "test-vms" },
  conduct: "Nothing was done.",
  sizes: {
    containers: [{ processors: 2, memoryBytes: 2 * 2 ** 30 }],
    vms: [{ processors: 1, memoryBytes: 2 ** 29 }],
  },
};

const rounds = 3;
/** Made to be met by a test of every kind of outcome. */
const notMeasured: Readonly<Record<string, readonly RuntimeName[]>> = { syscalls: runtimeNames, copies: ["vms"] };
const withParts = new Set(["cold", "disk-services", "memory-services", "restart"]);

/** Finished tasks with invented figures from a fixed seed: each measure of each runtime, three times, but for what is not to be measured. */
export function testFinished(): readonly Finished[] {
  const random = sequence(7);
  return measures.flatMap((measure, index) =>
    runtimeNames.flatMap((runtime) =>
      Array.from({ length: rounds }, (_, round): Finished => {
        const middle = 10 ** (1 + (index % 4)) * (runtime === "vms" ? 0.2 + (index % 7) : 1);
        const value = measure.isExact ? Math.round(middle) : middle * (0.97 + 0.06 * random());
        return {
          task: { probe: measure.id, runtime, round: round + 1 },
          seconds: 10,
          load: 1 + random(),
          results: [resultOf(measure.id, runtime, value)],
        };
      }),
    ),
  );
}

export function testComparison(): Comparison {
  return buildComparison(testCircumstances, testFinished());
}

function resultOf(measure: string, runtime: RuntimeName, value: number): Result {
  if (notMeasured[measure]?.includes(runtime) === true) return { measure, reason: "test data has none" };
  const parts = withParts.has(measure) ? { one: value * 0.5, two: value * 0.3, three: value * 0.2 } : undefined;
  return { measure, value, ...(parts && { parts }), evidence: ["test data"] };
}

/** Park and Miller's: the same numbers at every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
