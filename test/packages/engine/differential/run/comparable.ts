import type { Observation } from "../differential-case";

/**
 * An observation without what two engines need not agree on: in which order independent resources are deleted. That users
 * go before what they use is tested by state-fuzz.test.ts.
 */
export function comparable({ steps, calls, ...rest }: Observation): Observation {
  return { ...rest, steps: withSortedDeletes(steps), calls: withSortedDeletes(calls) };
}

function withSortedDeletes(lines: readonly string[]): readonly string[] {
  const isDelete = (line: string | undefined): boolean => /^(delete|discard)/.test(line ?? "");
  const sorted: string[] = [];
  let run: string[] = [];
  for (const line of lines) {
    if (isDelete(line)) run.push(line);
    else {
      sorted.push(...run.sort(), line);
      run = [];
    }
  }
  return [...sorted, ...run.sort()];
}
