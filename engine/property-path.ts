import type { PropertyMap, PropertyValue } from "./property";

/** "a.b[0]["k"].*" as keys, indexes and wildcards (the string "*"). */
export type PropertyPath = readonly (string | number)[];

/** Throws an EngineError that quotes a malformed path. */
export function parsePropertyPath(_text: string): PropertyPath {
  throw new Error("being written");
}

/** The text of a path in Pulumi's notation. */
export function formatPropertyPath(_path: PropertyPath): string {
  throw new Error("being written");
}

/** The value at a path without wildcards; secrets on the way are looked into. */
export function getAtPath(_value: PropertyValue | undefined, _path: PropertyPath): PropertyValue | undefined {
  throw new Error("being written");
}

/** True when `pattern` is `path`, a parent of it, or matches it (or a parent) through wildcards. */
export function pathContains(_pattern: PropertyPath, _path: PropertyPath): boolean {
  throw new Error("being written");
}

export interface IgnoredChanges {
  readonly inputs: PropertyMap;
  /** Paths that could not be reset because their parent exists on one side only. */
  readonly unresolved: readonly string[];
}

/** `news` with the value at each path put back to what it is in `olds` (or removed, when it is absent there). */
export function resetIgnoredChanges(_olds: PropertyMap, _news: PropertyMap, _paths: readonly string[]): IgnoredChanges {
  throw new Error("being written");
}
