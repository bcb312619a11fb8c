/** Plain data as JSON.parse gives it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonMap;

export interface JsonMap {
  readonly [key: string]: Json;
}

export function isJsonMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isJsonList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** The text at a path of keys; undefined when it is absent or not a string. */
export function textAt(value: Json | undefined, ...keys: readonly string[]): string | undefined {
  const found = valueAt(value, ...keys);
  return typeof found === "string" ? found : undefined;
}

/** What is at a path of keys. */
export function valueAt(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>(
    (found, key) => (isJsonMap(found) && Object.hasOwn(found, key) ? found[key] : undefined),
    value,
  );
}

/** The maps of a list; [] for anything else. */
export function mapsAt(value: Json | undefined, ...keys: readonly string[]): readonly JsonMap[] {
  const found = valueAt(value, ...keys);
  return isJsonList(found) ? found.filter(isJsonMap) : [];
}

/** The texts of a list; [] for anything else. */
export function textsAt(value: Json | undefined, ...keys: readonly string[]): readonly string[] {
  const found = valueAt(value, ...keys);
  return isJsonList(found) ? found.filter((item) => typeof item === "string") : [];
}

/** JSON with sorted keys: equal data has equal text. */
export function canonicalJson(value: Json): string {
  if (isJsonList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isJsonMap(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
}
