import { isMap, type PropertyMap, type PropertyValue } from "@berth/model/property";
import type { DiffKind, DiffRequest, DiffResult, PropertyDiff } from "@berth/model/provider";
import { wasAutonamed } from "./autoname";
import { isKnown } from "@berth/model/property-view";
import { canonical, render } from "./canonical";
import type { Field, Fields } from "./field";

/** Compares the recorded state with the new inputs by the fields' rules; asks no daemon. */
export function diffResource(fields: Fields, request: DiffRequest, alwaysDeletesFirst: boolean): DiffResult {
  const ignored = new Set(request.ignoreChanges.map((path) => path.split(/[.[]/)[0]));
  const changedKeys = Object.entries(fields)
    .filter(([key, field]) => !ignored.has(key) && differs(key, field, request))
    .map(([key]) => key);
  const replaceKeys = changedKeys.filter((key) => fields[key]?.replaces);
  return {
    changes: changedKeys.length > 0 ? "some" : "none",
    changedKeys,
    replaceKeys,
    stableKeys: Object.keys(fields).filter((key) => fields[key]?.replaces && !changedKeys.includes(key)),
    detailedDiff: Object.fromEntries(
      changedKeys.map((key) => [key, describe(key, request, replaceKeys.includes(key))]),
    ),
    deleteBeforeReplace: replaceKeys.length > 0 && (alwaysDeletesFirst || keepsExplicitName(request)),
  };
}

function differs(key: string, field: Field, { oldOutputs, newInputs }: DiffRequest): boolean {
  if (field.outputOnly) return false;
  const value = newInputs[key];
  if (!isKnown(value)) return true;
  const wanted = canonical(field, value);
  const isEmpty = render(wanted) === render(canonical(field, null));
  if (isEmpty && (field.computed ? isAbsent(value) : field.emptyKeepsOld)) return false;
  if (field.kind === "objects") return listDiffers(field, oldOutputs[key], value);
  return render(canonical(field, oldOutputs[key])) !== render(wanted);
}

function isAbsent(value: PropertyValue | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    (Array.isArray(value) && value.length === 0) ||
    (isMap(value) && Object.keys(value).length === 0)
  );
}

/** The daemon reports ports in its own order and fills the external ones that the program left open. */
function listDiffers(field: Field, old: PropertyValue | undefined, wanted: PropertyValue | undefined): boolean {
  const left = (Array.isArray(old) ? (old as PropertyValue[]) : []).filter(isMap);
  const right = (Array.isArray(wanted) ? (wanted as PropertyValue[]) : []).filter(isMap);
  if (left.length !== right.length) return true;
  for (const member of right) {
    const index = left.findIndex((candidate) => memberMatches(field.fields ?? {}, candidate, member));
    if (index < 0) return true;
    left.splice(index, 1);
  }
  return false;
}

function memberMatches(fields: Fields, old: PropertyMap, wanted: PropertyMap): boolean {
  return Object.entries(fields).every(([key, field]) => {
    if (field.computed && isAbsent(wanted[key])) return true;
    return render(canonical(field, old[key])) === render(canonical(field, wanted[key]));
  });
}

function describe(key: string, { oldInputs, newInputs }: DiffRequest, isReplaced: boolean): PropertyDiff {
  const [had, has] = [oldInputs[key] !== undefined, newInputs[key] !== undefined];
  const base = had === has ? "update" : has ? "add" : "delete";
  const kind: DiffKind = isReplaced ? `${base}-replace` : base;
  return { kind, inputDiff: render(oldInputs[key] ?? null) !== render(newInputs[key] ?? null) };
}

/** Two objects of one name can't exist at once, so a kept explicit name asks for the old one's deletion first. */
function keepsExplicitName({ oldInputs, newInputs }: DiffRequest): boolean {
  return !wasAutonamed(newInputs) && typeof newInputs.name === "string" && oldInputs.name === newInputs.name;
}
