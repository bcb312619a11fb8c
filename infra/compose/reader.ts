import { distance } from "fastest-levenshtein";
import type { Place } from "./fault";

/** Checks a value of the file and gives it its type; undefined after it has reported a fault. */
export type Reader<T> = (value: unknown, at: Place) => T | undefined;
export type Read<R> = R extends Reader<infer T> ? T : never;

export function text(pattern: RegExp, rule: string): Reader<string> {
  return (value, at) => (typeof value === "string" && pattern.test(value) ? value : at.fault(`must be ${rule}`, value));
}

export function number(rule: string, accepts: (value: number) => boolean): Reader<number> {
  return (value, at) => (typeof value === "number" && accepts(value) ? value : at.fault(`must be ${rule}`, value));
}

export function integer(min: number, max: number): Reader<number> {
  return number(`an integer from ${min} to ${max}`, (value) => Number.isInteger(value) && value >= min && value <= max);
}

/** A value that a safe file may spell out but not change. */
export function only<T>(wanted: T, rule: string): Reader<T> {
  return (value, at) => (JSON.stringify(value) === JSON.stringify(wanted) ? wanted : at.fault(rule, value));
}

/** A list whose items differ in what `key` says of them. */
export function list<T>(item: Reader<T>, key: (item: T) => string | number = String): Reader<T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) return at.fault("must be a list", value);
    const items = value.map((entry, index) => ({
      read: item(entry, at.at(index)),
      place: at.at(index),
      entry: entry as unknown,
    }));
    const seen = new Set<string | number>();
    for (const { read, place, entry } of items) {
      if (read === undefined) continue;
      if (seen.has(key(read))) place.fault("must not be listed twice", entry);
      seen.add(key(read));
    }
    return items.flatMap(({ read }) => (read === undefined ? [] : [read]));
  };
}

/** Items that may repeat: the words of a command. */
export function words(rule: string): Reader<string[]> {
  return (value, at) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((word) => typeof word === "string" && !word.includes("\u0000"))
      ? (value as string[])
      : at.fault(`must be ${rule}`, value);
}

export function mapping<T>(key: RegExp, rule: string, item: Reader<T>): Reader<Record<string, T>> {
  return (value, at) => {
    if (!isMapping(value)) return at.fault("must be a mapping", value);
    const entries = Object.entries(value).flatMap(([name, entry]): [string, T][] => {
      if (!key.test(name)) at.at(name).fault(`name must be ${rule}`);
      const read = item(entry, at.at(name));
      return read === undefined ? [] : [[name, read]];
    });
    return Object.fromEntries(entries);
  };
}

/**
 * A mapping with known keys. What is missing or faulty stays undefined in the result, so that checks across the file can
 * go on. `refused` are keys that Compose has and that are not taken here, with the reason.
 */
export function fields<F extends Record<string, Reader<unknown>>>(
  known: F,
  {
    required = [],
    refused = {},
  }: { required?: readonly (keyof F & string)[]; refused?: Readonly<Record<string, string>> } = {},
): Reader<{ [K in keyof F]?: Read<F[K]> }> {
  return (value, at) => {
    if (!isMapping(value)) return at.fault("must be a mapping", value ?? null);
    for (const key of required) if (value[key] === undefined || value[key] === null) at.at(key).fault("must be given");
    const entries = Object.entries(value).map(([key, entry]): [string, unknown] => {
      const reader = Object.hasOwn(known, key) ? known[key] : undefined;
      if (reader === undefined) return [key, at.at(key).fault(unknownKey(key, Object.keys(known), refused), entry)];
      return [key, entry === null && required.includes(key) ? undefined : reader(entry, at.at(key))];
    });
    return Object.fromEntries(entries) as { [K in keyof F]?: Read<F[K]> };
  };
}

function unknownKey(key: string, known: readonly string[], refused: Readonly<Record<string, string>>): string {
  const reason = Object.hasOwn(refused, key) ? refused[key] : undefined;
  if (reason !== undefined) return `is not supported: ${reason}`;
  const guess = known.find((candidate) => distance(candidate, key) <= 2);
  return guess === undefined ? "is not a key known here" : `is not a key known here, did you mean ${guess}?`;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
