import { isMap, Unknown, type PropertyMap, type PropertyValue } from "@berth/model/property";
import type { Field, FieldKind, Fields } from "./field";

/** A property in the one form in which "not given", null, zero and empty are the same, and sets have an order. */
export function canonical(field: Field, value: PropertyValue | undefined): PropertyValue {
  if (value instanceof Unknown) return value;
  if (field.kind === "map") return isMap(value) ? sortKeys(value) : {};
  if (field.kind === "object") return isMap(value) ? canonicalMap(field.fields ?? {}, value) : {};
  const zero = scalarZeros[field.kind];
  if (zero !== undefined) return value ?? zero;
  return Array.isArray(value) ? canonicalList(field, value as PropertyValue[]) : [];
}

const scalarZeros: Partial<Record<FieldKind, PropertyValue>> = { string: "", int: 0, bool: false };

/** Text that is equal for equal canonical values only; it sorts sets as the official plugin does, nulls last. */
export function render(value: PropertyValue): string {
  if (value === null) return "~";
  if (value === true) return "T";
  if (value === false) return "F";
  if (value instanceof Unknown) return "?";
  if (Array.isArray(value)) return `[${(value as PropertyValue[]).map((item) => `${render(item)};`).join("")}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `<${keys.map((key) => `${JSON.stringify(key)}:${render(value[key] ?? null)};`).join("")}>`;
}

/** Sorts the members of a set. */
export function sortSet(values: readonly PropertyValue[]): PropertyValue[] {
  return values
    .map((value) => ({ value, text: render(value) }))
    .sort((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text)))
    .map(({ value }) => value);
}

function canonicalMap(fields: Fields, map: PropertyMap): PropertyMap {
  const entries = Object.entries(fields).map(([key, field]) => [key, canonical(field, map[key])] as const);
  return Object.fromEntries(entries);
}

function canonicalList(field: Field, values: readonly PropertyValue[]): PropertyValue {
  const { fields } = field;
  const members =
    fields === undefined ? [...values] : values.filter(isMap).map((member) => canonicalMap(fields, member));
  return field.kind.endsWith("Set") ? sortSet(members) : members;
}

function sortKeys(map: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
