import type { CheckFailure, CheckResult } from "@berth/model/provider";
import { isMap, Unknown, type PropertyMap, type PropertyValue } from "@berth/model/property";
import type { Field, FieldKind, Fields } from "./field";

/** Name of the list, beside the inputs, of the keys that defaults filled: the official plugin's own bookkeeping. */
export const defaultsKey = "__defaults";

/** Refuses unknown keys, wrong types and missing values, all at once, and fills in the defaults. */
export function checkInputs(fields: Fields, news: PropertyMap): CheckResult {
  const failures: CheckFailure[] = [];
  const inputs = checkMap(fields, news, { at: "", failures });
  return { inputs, failures };
}

/** The path of what is checked, and the list that takes its failures. */
interface Place {
  readonly at: string;
  readonly failures: CheckFailure[];
}

function checkMap(fields: Fields, given: PropertyMap, { at, failures }: Place): PropertyMap {
  const checked: Record<string, PropertyValue> = {};
  for (const [key, value] of Object.entries(given)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (key === defaultsKey || value === null) continue;
    if (field === undefined || field.outputOnly)
      failures.push({ property: at + key, reason: unknownReason(fields, key) });
    else checked[key] = checkValue(field, value, { at: at + key, failures });
  }
  const defaulted = fillDefaults(fields, checked);
  for (const key of missingKeys(fields, checked)) failures.push({ property: at + key, reason: "is required" });
  const old = given[defaultsKey];
  const kept = Array.isArray(old) ? (old as string[]).filter((key) => checked[key] !== undefined) : [];
  return { [defaultsKey]: [...new Set([...defaulted, ...kept])].sort(), ...checked };
}

function missingKeys(fields: Fields, checked: PropertyMap): readonly string[] {
  return Object.keys(fields).filter((key) => fields[key]?.required && checked[key] === undefined);
}

/** Defaults that are a kind's zero stay away, as in the official plugin. */
function fillDefaults(fields: Fields, checked: Record<string, PropertyValue>): string[] {
  const filled: string[] = [];
  for (const [key, { default: value }] of Object.entries(fields)) {
    if (checked[key] !== undefined || value === undefined || value === false || value === 0) continue;
    checked[key] = value;
    filled.push(key);
  }
  return filled;
}

function unknownReason(fields: Fields, key: string): string {
  const known = Object.keys(fields).filter((name) => !fields[name]?.outputOnly);
  const near = known.find((name) => name.toLowerCase().startsWith(key.toLowerCase().replace(/s$/, "")));
  return near === undefined ? `is unknown; known are ${known.join(", ")}` : `is unknown; did you mean ${near}?`;
}

function checkValue(field: Field, value: PropertyValue, place: Place): PropertyValue {
  const { at, failures } = place;
  if (value instanceof Unknown) return value;
  const coerced = coerce(field, value, place);
  if (coerced === undefined) {
    failures.push({ property: at, reason: `must be ${wanted[field.kind]}, got ${describe(value)}` });
    return value;
  }
  const fault = field.fault?.(coerced);
  if (fault !== undefined) failures.push({ property: at, reason: fault });
  return coerced;
}

const wanted: Readonly<Record<FieldKind, string>> = {
  string: "a string",
  int: "a whole number",
  bool: "true or false",
  map: "a map of strings",
  strings: "a list of strings",
  stringSet: "a list of strings",
  objects: "a list of objects",
  objectSet: "a list of objects",
  object: "an object",
};

/** Of the kinds that hold no fields. */
const plainKinds: Partial<Record<FieldKind, (value: PropertyValue) => PropertyValue | undefined>> = {
  map: (value) => (isMap(value) ? coerceStringMap(value) : undefined),
  string: coerceString,
  int: coerceInt,
  bool: coerceBool,
};

function coerce(field: Field, value: PropertyValue, place: Place): PropertyValue | undefined {
  const { kind, fields } = field;
  const plain = plainKinds[kind];
  if (plain !== undefined) return plain(value);
  if (kind === "object")
    return isMap(value) ? checkMap(fields ?? {}, value, { ...place, at: `${place.at}.` }) : undefined;
  if (!Array.isArray(value)) return undefined;
  const members = value as PropertyValue[];
  return fields === undefined ? coerceStrings(members) : checkObjects(field, members, place);
}

function coerceBool(value: PropertyValue): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === "true" || (value === "false" ? false : undefined);
}

function checkObjects(field: Field, values: PropertyValue[], place: Place): PropertyValue {
  return values.map((value, index) =>
    checkValue({ ...field, kind: "object" }, value, { ...place, at: `${place.at}[${index}]` }),
  );
}

function coerceString(value: PropertyValue): PropertyValue | undefined {
  if (typeof value === "string" || value instanceof Unknown) return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function coerceInt(value: PropertyValue): number | undefined {
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : undefined;
}

function coerceStrings(values: readonly PropertyValue[]): PropertyValue | undefined {
  const strings = values.map(coerceString).filter((value) => value !== undefined);
  return strings.length === values.length ? strings : undefined;
}

function coerceStringMap(map: PropertyMap): PropertyValue | undefined {
  const coerced: Record<string, PropertyValue> = {};
  for (const [key, value] of Object.entries(map)) {
    const text = coerceString(value);
    if (text === undefined) return undefined;
    coerced[key] = text;
  }
  return coerced;
}

function describe(value: PropertyValue): string {
  if (Array.isArray(value)) return "a list";
  return isMap(value) ? "an object" : `${JSON.stringify(value)} (${typeof value})`;
}
