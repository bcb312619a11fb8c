import { setTimeout as sleep } from "node:timers/promises";
import { getText } from "./get-text";

export interface Visits {
  /** Seconds until the text was first seen; undefined: never. */
  readonly seenAfter?: number;
  /** Seconds without an answer, summed from each failed visit to the next successful one. */
  readonly notAnswering: number;
}

const everyMs = 100;
/** A visitor who waits longer has gone. */
const patienceMs = 1000;

/** Visits a URL ten times a second, whether earlier ones were answered or not, until `signal`. */
export async function visitUntil(url: string, text: string, signal: AbortSignal): Promise<Visits> {
  const begin = performance.now();
  const visits: Promise<Visit>[] = [];
  while (!signal.aborted) {
    visits.push(visit(url, (performance.now() - begin) / 1000, text));
    await sleep(everyMs);
  }
  return sumOf(await Promise.all(visits));
}

export interface Visit {
  /** Seconds from the beginning. */
  readonly at: number;
  readonly isAnswered: boolean;
  readonly hasText: boolean;
}

/** Of visits in their order. */
export function sumOf(visits: readonly Visit[]): Visits {
  const seen = visits.find(({ hasText }) => hasText);
  let notAnswering = 0;
  let failedAt: number | undefined;
  for (const { at, isAnswered } of visits) {
    if (!isAnswered) failedAt ??= at;
    else if (failedAt !== undefined) {
      notAnswering += at - failedAt;
      failedAt = undefined;
    }
  }
  const last = visits.at(-1);
  if (failedAt !== undefined && last !== undefined) notAnswering += last.at - failedAt;
  return { ...(seen && { seenAfter: seen.at }), notAnswering };
}

async function visit(url: string, at: number, text: string): Promise<Visit> {
  const answer = await getText(url, patienceMs);
  return { at, isAnswered: answer !== undefined, hasText: answer?.includes(text) === true };
}
