import type { Value, Values } from "./resource-kind";

export type Difference = "add" | "delete" | "update";

/** Property path (Pulumi's syntax) → what became of it, down to the leaf that differs. */
export function inputDiff(olds: Values, news: Values): Readonly<Record<string, Difference>> {
  return Object.fromEntries(differences(olds, news, ""));
}

/** First key of a property path. */
export function rootOf(path: string): string {
  return /^[^.[]*/.exec(path)?.[0] ?? path;
}

type Found = readonly (readonly [string, Difference])[];

function differences(old: Value | undefined, now: Value | undefined, path: string): Found {
  if (isAbsent(old)) return isAbsent(now) ? [] : [[path, "add"]];
  if (isAbsent(now)) return [[path, "delete"]];
  if (isList(old) && isList(now))
    return children([...old.keys(), ...now.keys()], (i) => [`${path}[${i}]`, old[i], now[i]]);
  if (isMap(old) && isMap(now)) {
    return children([...Object.keys(old), ...Object.keys(now)], (key) => [at(path, key), old[key], now[key]]);
  }
  return old === now ? [] : [[path, "update"]];
}

function children<K>(keys: readonly K[], pick: (key: K) => [string, Value | undefined, Value | undefined]): Found {
  return [...new Set(keys)].flatMap((key) => {
    const [path, old, now] = pick(key);
    return differences(old, now, path);
  });
}

function at(path: string, key: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return `${path}["${key.replaceAll('"', '\\"')}"]`;
  return path === "" ? key : `${path}.${key}`;
}

function isAbsent(value: Value | undefined): value is null | undefined {
  return value === undefined || value === null;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isMap(value: Value): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
