import type { PropertyValue } from "@berth/model/property";

/** `strings` is an ordered list, `stringSet` and `objectSet` compare without order, `object` is a block of at most one. */
export type FieldKind =
  "string" | "int" | "bool" | "map" | "strings" | "stringSet" | "objects" | "objectSet" | "object";

/** One property of a resource, with the rules that the official plugin 5.2.0 has for it. */
export interface Field {
  readonly kind: FieldKind;
  readonly fields?: Fields;
  readonly required?: true;
  /** A change replaces the resource. */
  readonly replaces?: true;
  /** The daemon fills it when the program does not; then it never differs. */
  readonly computed?: true;
  /** Only an output. */
  readonly outputOnly?: true;
  readonly default?: PropertyValue;
  /** An empty new value leaves what the daemon reports. */
  readonly emptyKeepsOld?: true;
  /** The reason when the value is wrong. */
  readonly fault?: (value: PropertyValue) => string | undefined;
}

export type Fields = Readonly<Record<string, Field>>;

/** A field that the official plugin has and this one refuses; `hint` says what to do instead. */
export function refused(kind: FieldKind, hint: string): Field {
  return { kind, fault: () => `is not supported by this engine; ${hint}` };
}

/** A flag that may only be false. */
export function refusedFlag(hint: string, rest: Partial<Field> = {}): Field {
  const fault = (value: PropertyValue) =>
    value === true ? `true is not supported by this engine; ${hint}` : undefined;
  return { kind: "bool", fault, ...rest };
}

/** Accepts integers that are `min` or more. */
export function atLeast(min: number): (value: PropertyValue) => string | undefined {
  return (value) => (typeof value === "number" && value < min ? `must be at least ${min}, got ${value}` : undefined);
}

/** Accepts strings that match `pattern`; `wanted` describes it for people. */
export function matches(pattern: RegExp, wanted: string): (value: PropertyValue) => string | undefined {
  return (value) =>
    typeof value === "string" && !pattern.test(value) ? `must be ${wanted}, got ${JSON.stringify(value)}` : undefined;
}
