import { EngineError } from "./engine-error";
import type { PropertyValue } from "./property";
import { isList, isMap, Secret } from "./property";

/** "a.b[0]["k"].*" as keys, indexes and wildcards (the string "*"). */
export type PropertyPath = readonly (string | number)[];

const element = /^(?:\["(?<quoted>(?:\\"|[^"])*)"\]|\[(?<index>\d+|\*)\]|(?<dot>\.?)(?<name>[^.[]+)|\.(?=\[))/;

/** Reads Pulumi's notation; throws an EngineError that quotes a malformed path. */
export function parsePropertyPath(text: string): PropertyPath {
  const path: (string | number)[] = [];
  let rest = text;
  while (rest !== "") {
    const match = element.exec(rest);
    const groups = match?.groups;
    if (match === null || groups === undefined || !isPlaced(groups, path, rest)) throw malformedPath(text, rest);
    const key = keyOf(groups);
    if (key !== undefined) path.push(key);
    rest = rest.slice(match[0].length);
  }
  return path;
}

/** The text of a path in Pulumi's notation. */
export function formatPropertyPath(path: PropertyPath): string {
  return path.map(formatElement).join("");
}

/** The value at a path without wildcards; secrets on the way are looked into. */
export function getAtPath(value: PropertyValue | undefined, path: PropertyPath): PropertyValue | undefined {
  const [key, ...rest] = path;
  if (key === undefined || value === undefined) return value;
  if (value instanceof Secret) return getAtPath(value.value, path);
  if (isList(value)) return typeof key === "number" ? getAtPath(value[key], rest) : undefined;
  if (!isMap(value) || typeof key === "number") return undefined;
  return Object.hasOwn(value, key) ? getAtPath(value[key], rest) : undefined;
}

/** True when `pattern` is `path`, a parent of it, or matches it (or a parent) through wildcards. */
export function pathContains(pattern: PropertyPath, path: PropertyPath): boolean {
  return pattern.length <= path.length && pattern.every((key, index) => key === "*" || key === path[index]);
}

type Groups = Readonly<Record<string, string | undefined>>;

/** A bare name needs its dot except at the start; a dot may not start a path or end it. */
function isPlaced(groups: Groups, path: PropertyPath, rest: string): boolean {
  if (path.length === 0) return !rest.startsWith(".");
  return groups.name === undefined || groups.dot === ".";
}

function keyOf(groups: Groups): string | number | undefined {
  if (groups.quoted !== undefined) return groups.quoted.replaceAll('\\"', '"');
  if (groups.index !== undefined) return groups.index === "*" ? "*" : Number(groups.index);
  return groups.name;
}

function malformedPath(text: string, rest: string): EngineError {
  return new EngineError(`parse property path "${text}": "${rest}" is not a .name, an [index] or a ["key"]`);
}

function formatElement(key: string | number, position: number): string {
  if (typeof key === "number") return `[${key}]`;
  if (!/^[A-Za-z0-9_]+$/.test(key)) return `["${key.replaceAll('"', '\\"')}"]`;
  return position === 0 ? key : `.${key}`;
}
