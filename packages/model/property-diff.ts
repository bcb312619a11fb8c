import type { PropertyMap, PropertyValue } from "./property";
import { Archive, Asset, isList, isMap, ResourceReference, Secret, Unknown } from "./property";
import { formatPropertyPath } from "./property-path";
import type { PropertyPath } from "./property-path";

export type ObjectDiffKind = "add" | "delete" | "update";

/** Equality as Pulumi's: assets by hash, a null key equals an absent one, secrets by what is in them, unknown only to unknown. */
export function deepEqual(left: PropertyValue | undefined, right: PropertyValue | undefined): boolean {
  if (isAbsent(left) || isAbsent(right)) return isAbsent(left) && isAbsent(right);
  if (isList(left)) return isList(right) && equalLists(left, right);
  if (isMap(left)) return isMap(right) && equalMaps(left, right);
  return typeof left === "object" ? equalSigned(left, right) : left === right;
}

/** Every leaf that differs, by property path; {} when the maps are equal. Top-level keys beginning with "__" don't count. */
export function diffProperties(olds: PropertyMap, news: PropertyMap): Readonly<Record<string, ObjectDiffKind>> {
  const keys = keysOf(olds, news).filter((key) => !key.startsWith("__"));
  const diffs = keys.flatMap((key) => diffValues(own(olds, key), own(news, key), [key]));
  return Object.fromEntries(diffs.map(({ path, kind }) => [formatPropertyPath(path), kind]));
}

/** The top-level keys of `diffProperties`, in order. */
export function changedKeys(olds: PropertyMap, news: PropertyMap): readonly string[] {
  const keys = keysOf(olds, news).filter((key) => !key.startsWith("__"));
  return keys.filter((key) => !deepEqual(own(olds, key), own(news, key)));
}

interface Difference {
  readonly path: PropertyPath;
  readonly kind: ObjectDiffKind;
}

function diffValues(
  before: PropertyValue | undefined,
  after: PropertyValue | undefined,
  path: PropertyPath,
): readonly Difference[] {
  if (isAbsent(before)) return isAbsent(after) ? [] : [{ path, kind: "add" }];
  if (isAbsent(after)) return [{ path, kind: "delete" }];
  if (isMap(before) && isMap(after)) {
    return keysOf(before, after).flatMap((key) => diffValues(own(before, key), own(after, key), [...path, key]));
  }
  if (isList(before) && isList(after)) return diffLists(before, after, path);
  return deepEqual(before, after) ? [] : [{ path, kind: "update" }];
}

/** Within a list a null is an element, not an absence. */
function diffLists(
  before: readonly PropertyValue[],
  after: readonly PropertyValue[],
  path: PropertyPath,
): readonly Difference[] {
  const indexes = Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index);
  return indexes.flatMap((index): readonly Difference[] => {
    const at = [...path, index];
    const [left, right] = [before[index], after[index]];
    if (index >= before.length) return [{ path: at, kind: "add" }];
    if (index >= after.length) return [{ path: at, kind: "delete" }];
    if (left === null || right === null) return left === right ? [] : [{ path: at, kind: "update" }];
    return diffValues(left, right, at);
  });
}

function equalLists(left: readonly PropertyValue[], right: readonly PropertyValue[]): boolean {
  return left.length === right.length && left.every((item, index) => deepEqual(item, right[index]));
}

function equalMaps(left: PropertyMap, right: PropertyMap): boolean {
  return keysOf(left, right).every((key) => deepEqual(own(left, key), own(right, key)));
}

type Signed = Secret | Unknown | Asset | Archive | ResourceReference;

function equalSigned(left: Signed, right: PropertyValue): boolean {
  if (left instanceof Unknown) return right instanceof Unknown;
  if (left instanceof Secret) return right instanceof Secret && deepEqual(left.value, right.value);
  if (left instanceof Asset) return right instanceof Asset && sameHash(left, right);
  if (left instanceof Archive) return right instanceof Archive && sameHash(left, right);
  return right instanceof ResourceReference && left.urn === right.urn && left.id === right.id;
}

/** Without a hash nothing is known of the contents, so they count as different. */
function sameHash(left: Asset | Archive, right: Asset | Archive): boolean {
  return left.hash !== "" && left.hash === right.hash;
}

function isAbsent(value: PropertyValue | undefined): value is null | undefined {
  return value === undefined || value === null;
}

function keysOf(left: PropertyMap, right: PropertyMap): readonly string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
}

/** A program may name a property "constructor". */
function own(map: PropertyMap, key: string): PropertyValue | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
