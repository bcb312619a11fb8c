import type { ReleaseRecord } from "@berth/resources/host-types";
import type { RecordedReleases } from "./recorded-releases";
import { UsageError } from "./usage-error";

/** Digits of a release or a commit that are enough to name one. */
const fewestDigits = 4;

/**
 * The kept release that a word names by its id or its commit; without a word the newest that is older than the running
 * one. Throws a UsageError that lists the kept ones, and the commit of one that no host has any more.
 */
export function rollbackTarget(recorded: RecordedReleases, word: string | undefined): ReleaseRecord {
  const { service, kept, removed, running } = recorded;
  if (word === undefined) {
    const older = kept.slice(kept.findIndex(({ release }) => release === running) + 1)[0];
    if (older !== undefined) return older;
    throw new UsageError(
      `Service ${service} has no kept release that is older than ${running}, which runs. ${listed(recorded)}`,
    );
  }
  const found = named(kept, word);
  if (found.length === 1 && found[0] !== undefined) return found[0];
  if (found.length > 1)
    throw new UsageError(`${word} names ${found.length} releases of service ${service}. ${listed(recorded)}`);
  const [gone] = named(removed, word);
  const from = gone === undefined ? "the commit that it was deployed from" : commitOf(gone);
  throw new UsageError(
    `Service ${service} has no kept release ${word}. ${listed(recorded)} To run another one, check out ${from} and run \`npm run up\`.`,
  );
}

function named(records: readonly ReleaseRecord[], word: string): readonly ReleaseRecord[] {
  const exact = records.filter(({ release }) => release === word);
  if (exact.length > 0 || word.length < fewestDigits) return exact;
  return records.filter(({ release, commit }) => release.startsWith(word) || commit?.startsWith(word) === true);
}

function commitOf({ commit, isDirty }: ReleaseRecord): string {
  if (commit === undefined) return "the files that it was built from";
  return `commit ${commit}${isDirty === true ? " (it was deployed with changes that were not committed)" : ""}`;
}

function listed({ kept }: RecordedReleases): string {
  const each = kept.map(({ release, at }) => `${release} of ${at}`);
  return each.length === 0 ? "None is kept." : `Kept are ${each.join(", ")}.`;
}
