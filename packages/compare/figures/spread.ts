/** What several readings of one thing say together. */
export interface Spread {
  readonly n: number;
  readonly median: number;
  /** Quartiles; least and greatest where there are too few readings for these to say more than half of it. */
  readonly low: number;
  readonly high: number;
  readonly samples: readonly number[];
}

const leastForQuartiles = 4;

/** Undefined for no reading at all. */
export function spreadOf(samples: readonly number[]): Spread | undefined {
  if (samples.length === 0) return undefined;
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    n: samples.length,
    median: quantile(sorted, 0.5),
    low: quantile(sorted, samples.length < leastForQuartiles ? 0 : 0.25),
    high: quantile(sorted, samples.length < leastForQuartiles ? 1 : 0.75),
    samples,
  };
}

/** Between the two nearest readings, in proportion. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}
