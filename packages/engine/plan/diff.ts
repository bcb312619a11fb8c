import { noDiff } from "@berth/model/no-diff";
import type { PropertyMap } from "@berth/model/property";
import { changedKeys, deepEqual, diffProperties } from "@berth/model/property-diff";
import { parsePropertyPath, pathContains } from "@berth/model/property-path";
import type { DiffKind, DiffResult, PropertyDiff } from "@berth/model/provider";
import type { ResourceState } from "@berth/model/state";

/** A difference that one thing alone explains, like "provider" or "deletedWith". */
export function replaceBecauseOf(key: string): DiffResult {
  return { ...noDiff, changes: "some", replaceKeys: [key] };
}

/** The difference of components, and of providers that can't tell: by inputs, never a replacement. */
export function diffInputs(oldInputs: PropertyMap, newInputs: PropertyMap): DiffResult {
  if (deepEqual(oldInputs, newInputs)) return noDiff;
  return {
    ...noDiff,
    changes: "some",
    changedKeys: changedKeys(oldInputs, newInputs),
    detailedDiff: detailed(oldInputs, newInputs),
  };
}

/**
 * The provider's answer; where it does not tell whether there are changes, the inputs do. What it names all the same, as
 * the keys that force a replacement, holds when there are any.
 */
export function settleDiff(diff: DiffResult, oldInputs: PropertyMap, newInputs: PropertyMap): DiffResult {
  if (diff.changes !== "unknown") return diff;
  const ofInputs = diffInputs(oldInputs, newInputs);
  if (ofInputs.changes === "none") return ofInputs;
  return {
    ...ofInputs,
    replaceKeys: diff.replaceKeys,
    changedKeys: diff.changedKeys.length === 0 ? ofInputs.changedKeys : diff.changedKeys,
    stableKeys: diff.stableKeys,
    deleteBeforeReplace: diff.deleteBeforeReplace,
    ...(diff.detailedDiff === undefined ? {} : { detailedDiff: diff.detailedDiff }),
  };
}

/** Turns the changes that the program wants to be replacements into such; "#initerror" stands for a failed initialisation. */
export function withReplaceOnChanges(diff: DiffResult, paths: readonly string[], old: ResourceState): DiffResult {
  const failed = (old.initErrors ?? []).length > 0;
  if (paths.length === 0 || (diff.changes !== "some" && !failed)) return diff;
  const patterns = paths.map(parsePropertyPath);
  const isWanted = (path: string): boolean =>
    patterns.some((pattern) => pathContains(pattern, parsePropertyPath(path)));
  const forcedByFailure = failed && patterns.some((pattern) => pathContains(pattern, [initErrorKey]));
  const promoted = diff.changedKeys.filter(isWanted);
  return {
    ...diff,
    changes: forcedByFailure ? "some" : diff.changes,
    replaceKeys: [...new Set([...diff.replaceKeys, ...promoted, ...(forcedByFailure ? [initErrorKey] : [])])],
    ...(diff.detailedDiff === undefined ? {} : { detailedDiff: promote(diff.detailedDiff, isWanted) }),
  };
}

const initErrorKey = "#initerror";

function promote(
  changes: Readonly<Record<string, PropertyDiff>>,
  isWanted: (path: string) => boolean,
): Readonly<Record<string, PropertyDiff>> {
  const replacing = (kind: DiffKind): DiffKind => (kind.endsWith("-replace") ? kind : (`${kind}-replace` as DiffKind));
  return Object.fromEntries(
    Object.entries(changes).map(([path, change]) => [
      path,
      isWanted(path) ? { ...change, kind: replacing(change.kind) } : change,
    ]),
  );
}

function detailed(oldInputs: PropertyMap, newInputs: PropertyMap): Readonly<Record<string, PropertyDiff>> {
  const changes = Object.entries(diffProperties(oldInputs, newInputs));
  return Object.fromEntries(changes.map(([path, kind]) => [path, { kind, inputDiff: true }]));
}
