import { type Measure, measuresOf } from "../figures/measures";
import { type Row, rows } from "../figures/rows";
import { ratioOf, type Ratio } from "../figures/ratio";
import { isRefusal, type Reading, type RuntimeName } from "../figures/reading";
import { type Spread, spreadOf } from "../figures/spread";
import type { Finished } from "../plan/journal";
import type { Mode } from "../plan/task";

/** Where and when, for whoever reads the figures elsewhere. */
export interface Circumstances {
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly mode: Mode;
  readonly commit: string;
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly memoryBytes: number;
    readonly acceleration: string;
    readonly system: string;
  };
  readonly versions: Readonly<Record<string, string>>;
  /** Names of the stacks. */
  readonly stacks: Readonly<Record<RuntimeName, string>>;
  /** A sentence on what both runtimes did while one was read. */
  readonly conduct: string;
  /** Processors and memory of each machine, as it sees them itself. */
  readonly sizes: Readonly<Record<RuntimeName, readonly MachineSize[]>>;
}

export interface MachineSize {
  readonly processors: number;
  readonly memoryBytes: number;
}

/** compare.json; compare.schema.json says the same for other languages. */
export interface Comparison extends Circumstances {
  readonly schema: 1;
  /** Least, median and greatest load of this computer over a minute, as each task began. */
  readonly load: { readonly least: number; readonly median: number; readonly greatest: number };
  readonly rows: readonly ComparedRow[];
}

export interface ComparedRow extends Row {
  readonly measures: readonly ComparedMeasure[];
}

export interface ComparedMeasure extends Measure {
  readonly containers: Outcome;
  readonly vms: Outcome;
  /** Only where both runtimes have a figure. */
  readonly ratio?: Ratio;
}

export type Outcome = Measured | NotMeasured;

export interface Measured extends Spread {
  readonly state: "measured";
  readonly isAtLeast: boolean;
  /** Medians of what the value is the sum of. */
  readonly parts?: Readonly<Record<string, number>>;
  readonly evidence?: readonly string[];
  /** Why rounds of it have no reading; absent where all have one. */
  readonly lost?: readonly string[];
}

export interface NotMeasured {
  readonly state: "not measured";
  readonly reason: string;
}

/** Everything that the finished tasks say, by row and measure. No figure is in it that no probe read. */
export function buildComparison(circumstances: Circumstances, finished: readonly Finished[]): Comparison {
  const load = spreadOf(finished.map((each) => each.load));
  if (load === undefined) throw new Error("nothing to report: no task has finished");
  return {
    schema: 1,
    ...circumstances,
    load: {
      least: Math.min(...load.samples),
      median: load.median,
      greatest: Math.max(...load.samples),
    },
    rows: rows.map((row) => ({ ...row, measures: measuresOf(row.id).map((measure) => compared(measure, finished)) })),
  };
}

function compared(measure: Measure, finished: readonly Finished[]): ComparedMeasure {
  const containers = outcomeOf(measure.id, "containers", finished);
  const vms = outcomeOf(measure.id, "vms", finished);
  if (containers.state === "not measured" || vms.state === "not measured") return { ...measure, containers, vms };
  return { ...measure, containers, vms, ratio: ratioOf(containers, vms, measure) };
}

function outcomeOf(measure: string, runtime: RuntimeName, finished: readonly Finished[]): Outcome {
  const results = finished
    .filter(({ task }) => task.runtime === runtime)
    .flatMap((each) => each.results.filter((result) => result.measure === measure));
  const readings = results.filter((result): result is Reading => !isRefusal(result));
  const spread = spreadOf(readings.map(({ value }) => value));
  if (spread === undefined) return { state: "not measured", reason: reasonOf(results.filter(isRefusal)) };
  const parts = partsOf(readings);
  const lost = results.filter(isRefusal).map(({ reason }) => reason);
  const evidence = readings.at(-1)?.evidence;
  return {
    state: "measured",
    ...spread,
    isAtLeast: readings.some(({ isAtLeast }) => isAtLeast === true),
    ...(parts && { parts }),
    ...(evidence && { evidence }),
    ...(lost.length > 0 && { lost }),
  };
}

function reasonOf(refusals: readonly { readonly reason: string }[]): string {
  return refusals.at(-1)?.reason ?? "read only in a full run of stacks that `npm run compare` makes itself";
}

/** A part that one reading does not have is nothing there. */
function partsOf(readings: readonly Reading[]): Record<string, number> | undefined {
  const names = [...new Set(readings.flatMap(({ parts }) => Object.keys(parts ?? {})))];
  if (names.length === 0) return undefined;
  const median = (name: string) => spreadOf(readings.map(({ parts }) => parts?.[name] ?? 0))?.median ?? 0;
  return Object.fromEntries(names.map((name) => [name, median(name)]));
}
