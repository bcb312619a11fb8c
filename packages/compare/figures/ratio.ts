import type { RuntimeName } from "./reading";
import type { Spread } from "./spread";

/** Two runs on one machine have to agree within this, or the ratio ranks nothing; a smaller difference is none. */
const agreement = 1.25;

export type Better = "less" | "more";

export type Verdict =
  /** The runtime that does better, by more than two runs may differ. */
  | RuntimeName
  | "equal"
  /** Two runs could differ by more than 25 %. */
  | "too wide to rank"
  /** Only one reading of something that varies. */
  | "read once"
  /** A cap was met where it matters. */
  | "capped";

export interface Ratio {
  /** VMs divided by containers; undefined where that divides by zero. */
  readonly value?: number;
  /** From the one's lower quartile by the other's upper one, and the reverse. */
  readonly low?: number;
  readonly high?: number;
  readonly verdict: Verdict;
}

/** One runtime's readings, as far as a ratio needs them. */
export interface Rated extends Spread {
  readonly isAtLeast: boolean;
}

export interface RatioRules {
  readonly better: Better;
  /** Counts and bytes, that one reading knows exactly. */
  readonly isExact: boolean;
}

/** How the VMs' figure stands to the containers', and whether that ranks them. */
export function ratioOf(containers: Rated, vms: Rated, { better, isExact }: RatioRules): Ratio {
  const value = quotient(vms.median, containers.median);
  const low = quotient(vms.low, containers.high);
  const high = quotient(vms.high, containers.low);
  return {
    ...(value !== undefined && { value }),
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    verdict: verdictOf(containers, vms, { better, isExact, low, high }),
  };
}

interface Judged extends RatioRules {
  readonly low: number | undefined;
  readonly high: number | undefined;
}

function verdictOf(containers: Rated, vms: Rated, judged: Judged): Verdict {
  const { better, isExact, low, high } = judged;
  if (!isExact && Math.min(containers.n, vms.n) < 2) return "read once";
  if (isWide(containers, vms, { low, high })) return "too wide to rank";
  const more = greater(containers.median, vms.median);
  if (hidesTheAnswer(containers, vms, more)) return "capped";
  if (more === undefined) return "equal";
  if (better === "more") return more;
  return more === "containers" ? "vms" : "containers";
}

/** Two runs could differ by more than they may. Where a quartile is zero there is no ratio: then the readings of both runtimes must not overlap. */
function isWide(containers: Rated, vms: Rated, { low, high }: Pick<Judged, "low" | "high">): boolean {
  if (low !== undefined && high !== undefined && low > 0) return high / low > agreement;
  const areSame = containers.low === vms.low && containers.high === vms.high && containers.low === containers.high;
  return !areSame && containers.low <= vms.high && vms.low <= containers.high;
}

/** A capped figure may be larger than it says: that leaves only its being the larger one certain. */
function hidesTheAnswer(containers: Rated, vms: Rated, more: RuntimeName | undefined): boolean {
  if (containers.isAtLeast) return vms.isAtLeast || more !== "containers";
  return vms.isAtLeast && more !== "vms";
}

/** The runtime that has more of it; undefined where they differ by no more than two runs may. */
function greater(containers: number, vms: number): RuntimeName | undefined {
  if (vms > containers * agreement) return "vms";
  return containers > vms * agreement ? "containers" : undefined;
}

function quotient(above: number, below: number): number | undefined {
  return below === 0 ? undefined : above / below;
}
