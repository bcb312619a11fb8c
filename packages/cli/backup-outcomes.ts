import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";

/** How the backups of a service or a volume went. */
export interface BackupOutcome {
  /** "service:db", "volume:files". */
  readonly target: string;
  /** When the last good one was made, ISO 8601; absent: none is yet. */
  readonly good?: string;
  /** Why the one after it failed. */
  readonly failure?: string;
}

const rowsSchema = v.array(
  v.object({ target: v.string(), good: v.exactOptional(v.number()), cause: v.exactOptional(v.string()) }),
);

/** Of the line that a host prints about its backups; undefined: it makes none. */
export function backupOutcomes(printed: string): readonly BackupOutcome[] | undefined {
  const json = /^backups (\[.*\])$/m.exec(printed)?.[1];
  if (json === undefined) return undefined;
  return parseJson(rowsSchema, json, "the backups of a host").map(({ target, good, cause }) => ({
    target,
    ...(good !== undefined && { good: new Date(good * 1000).toISOString() }),
    ...(cause !== undefined && { failure: cause }),
  }));
}

/** A line for each, with the age of the last good one. */
export function describeBackups(outcomes: readonly BackupOutcome[], now: number): readonly string[] {
  return outcomes.map(({ target, good, failure }) => {
    const last = good === undefined ? "no backup yet" : `last good backup ${age(now - Date.parse(good))} ago`;
    return `${target}: ${last}${failure === undefined ? "" : `, the last one failed: ${failure}`}`;
  });
}

function age(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
