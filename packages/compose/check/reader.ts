import { distance } from "fastest-levenshtein";
import type { MapNode, Node } from "../node";
import { toData } from "../node";
import type { Place } from "../place";

/** Checks a node and gives it its type; undefined after it has reported a fault. */
export type Reader<T> = (node: Node, at: Place) => T | undefined;
export type Read<R> = R extends Reader<infer T> ? T : never;

/** Names of services, networks, volumes, secrets and configs. */
const NAME = /^[a-zA-Z0-9._-]+$/;

export const text: Reader<string> = (node, at) =>
  node.kind === "scalar" && typeof node.value === "string"
    ? node.value
    : at.fault(
        node.kind === "scalar" && node.value !== null ? "must be a text: put it in quotes" : "must be a text",
        node,
      );

/** A text, or a number or a boolean as a text. */
export const scalarText: Reader<string> = (node, at) =>
  node.kind === "scalar" && node.value !== null ? node.text : at.fault("must be a text or a number", node);

export const boolean: Reader<boolean> = (node, at) => {
  const word = node.kind === "scalar" ? node.text.toLowerCase() : "";
  if (/^(true|yes|y|on)$/.test(word)) return true;
  return /^(false|no|n|off)$/.test(word) ? false : at.fault("must be true or false", node);
};

export const number: Reader<number> = (node, at) => {
  const value = node.kind === "scalar" && node.text !== "" ? Number(node.text) : NaN;
  return Number.isFinite(value) && typeof (node as { value?: unknown }).value !== "boolean"
    ? value
    : at.fault("must be a number", node);
};

export const integer: Reader<number> = (node, at) => {
  const isWhole = node.kind === "scalar" && /^[-+]?\d+$/.test(node.text);
  return isWhole ? Number(node.text) : at.fault("must be a whole number", node);
};

export function oneOf<const T extends string>(...values: readonly T[]): Reader<T> {
  return (node, at) =>
    values.find((value) => node.kind === "scalar" && node.value === value) ??
    at.fault(`must be ${values.slice(0, -1).join(", ")} or ${values.at(-1) ?? ""}`, node);
}

/** A text that `parse` understands; it returns undefined for what breaks the rule. */
export function parsed<T>(rule: string, parse: (text: string) => T | undefined): Reader<T> {
  return (node, at) => {
    const value = node.kind === "scalar" && typeof node.value !== "boolean" ? parse(node.text) : undefined;
    return value ?? at.fault(`must be ${rule}`, node);
  };
}

/** Anything, as it is written. */
export const anything: Reader<unknown> = (node) => toData(node);

/** Nothing, or what `reader` takes. */
export function orNothing<T>(reader: Reader<T>): Reader<T | null> {
  return (node, at) => (node.kind === "scalar" && node.value === null ? null : reader(node, at));
}

export function list<T>(item: Reader<T>): Reader<readonly T[]> {
  return (node, at) => {
    if (node.kind !== "list") return at.fault("must be a list", node);
    return node.items.flatMap((entry, index) => {
      const read = item(entry, at.at(index));
      return read === undefined ? [] : [read];
    });
  };
}

/** A mapping with keys of the file's own choice. */
export function record<T>(item: Reader<T>, key?: RegExp): Reader<Readonly<Record<string, T>>> {
  return (node, at) => {
    if (node.kind !== "map") return at.fault("must be a mapping", node);
    const entries = [...node.entries].flatMap(([name, entry]): [string, T][] => {
      if (key?.test(name) === false) at.at(name).faultAt("the name must be letters, digits, ., _ and -", entry.origin);
      const read = item(entry, at.at(name));
      return read === undefined ? [] : [[name, read]];
    });
    return ownKeys(entries);
  };
}

/** A mapping of names that are the file's own: `x-…` is one of them. */
export function named<T>(item: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return record(item, NAME);
}

type Fields = Readonly<Record<string, Reader<unknown>>>;
type ReadFields<F extends Fields, R extends keyof F> = { readonly [K in Exclude<keyof F, R>]?: Read<F[K]> } & {
  readonly [K in R]: Read<F[K]>;
};

/** A mapping with known keys and any `x-…`. The result has its type once there are no faults: what is faulty is left out. */
export function fields<F extends Fields, R extends keyof F & string = never>(
  known: F,
  required: readonly R[] = [],
): Reader<ReadFields<F, R>> {
  return (node, at) => {
    if (node.kind !== "map") return at.fault("must be a mapping", node);
    for (const key of required) if (!node.entries.has(key)) at.at(key).faultAt("must be given", node.origin);
    const entries = [...node.entries].flatMap(([key, entry]): [string, unknown][] => {
      if (key.startsWith("x-")) return [];
      const reader = Object.hasOwn(known, key) ? known[key] : undefined;
      const read =
        reader === undefined ? at.at(key).fault(unknownKey(key, Object.keys(known)), entry) : reader(entry, at.at(key));
      return read === undefined ? [] : [[key, read]];
    });
    return ownKeys(entries) as unknown as ReadFields<F, R>;
  };
}

export interface Extended {
  /** The mapping's `x-…` keys, as they are written. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export function extended<T extends object>(reader: Reader<T>): Reader<T & Extended> {
  return (node, at) => {
    const read = reader(node, at);
    const extensions = node.kind === "map" ? extensionsOf(node) : {};
    if (read === undefined) return undefined;
    return Object.keys(extensions).length === 0 ? read : { ...read, extensions };
  };
}

function extensionsOf(node: MapNode): Readonly<Record<string, unknown>> {
  const entries = [...node.entries].filter(([key]) => key.startsWith("x-"));
  return ownKeys(entries.map(([key, value]) => [key, toData(value)]));
}

/** `Object.fromEntries` makes `__proto__` an ordinary key, as every other one. */
function ownKeys<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries);
}

function unknownKey(key: string, known: readonly string[]): string {
  const guess = known.find((candidate) => distance(candidate, key) <= 2);
  const hint = guess === undefined ? "" : `, did you mean ${guess}?`;
  return `is not a key of the Compose Specification at this place${hint}`;
}
