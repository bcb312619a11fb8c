/** Stands for a value that only `up` will know, in previews. The token is Pulumi's. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface Fault {
  /** Path of the input, `ports[0].host`. */
  readonly property: string;
  readonly reason: string;
}

/** Finds the faults of one value that is to be a `T`; `path` names it in them. */
export interface Field<T> {
  (value: unknown, path: string): readonly Fault[];
  /** Never there. It makes the compiler hold a field to exactly the type of its input, `optional` included. */
  readonly proves?: (value: T) => T;
}

/** One field per input: a missing or an extra one, or one of another type, doesn't compile. */
export type Fields<I> = { readonly [K in keyof I]-?: Field<I[K]> };

/** Fields whose inputs' types are forgotten, as values that come off the wire have none. */
export type AnyFields = Readonly<Record<string, (value: unknown, path: string) => readonly Fault[]>>;

/** All faults of all inputs at once, unknown keys included; values that only `up` knows pass. */
export function faultsOf(fields: AnyFields, values: object, path = ""): readonly Fault[] {
  const at = (key: string) => (path === "" ? key : `${path}.${key}`);
  const entries = new Map<string, unknown>(Object.entries(values));
  const known = Object.entries(fields).flatMap(([key, field]) => unlessUnknown(field)(entries.get(key), at(key)));
  const legal = Object.keys(fields).join(", ");
  const extra = [...entries.keys()]
    .filter((key) => !Object.hasOwn(fields, key) && !key.startsWith("__"))
    .map((key) => ({ property: at(key), reason: `unknown key; the keys are ${legal}` }));
  return [...known, ...extra];
}

export interface TextRule {
  readonly pattern: RegExp;
  /** What the pattern means, as "must be …" goes on. */
  readonly meaning: string;
}

export function text(rule?: TextRule): Field<string> {
  return unlessUnknown((value, path) => {
    if (typeof value !== "string") return fault(path, "text", value);
    return rule === undefined || rule.pattern.test(value) ? [] : fault(path, rule.meaning, value);
  });
}

/** A secret text: its faults never quote it. */
export function secretText(): Field<string> {
  return unlessUnknown((value, path) =>
    typeof value === "string" ? [] : [{ property: path, reason: "must be text" }],
  );
}

/** Free of what can't be written into ssh_config or shown safely. */
export const absolutePath = text({
  pattern: /^\/(?!.*\$\{)[^"\p{Cc}]*$/u,
  meaning: 'an absolute path without control characters, " and ${',
});

export function integer(min: number, max: number): Field<number> {
  return unlessUnknown((value, path) =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max
      ? []
      : fault(path, `a whole number from ${min} to ${max}`, value),
  );
}

export const boolean: Field<boolean> = unlessUnknown((value, path) =>
  typeof value === "boolean" ? [] : fault(path, "true or false", value),
);

export const port = integer(1, 65535);

export function oneOf<T extends string>(...values: readonly T[]): Field<T> {
  return unlessUnknown((value, path) =>
    values.some((one) => one === value) ? [] : fault(path, values.join(" or "), value),
  );
}

export function optional<T>(field: Field<T>): Field<T | undefined> {
  return (value, path) => (value === undefined || value === null ? [] : field(value, path));
}

export function list<T>(item: Field<T>): Field<readonly T[]> {
  return unlessUnknown((value, path) =>
    Array.isArray(value) ? value.flatMap((one, index) => item(one, `${path}[${index}]`)) : fault(path, "a list", value),
  );
}

type ValueOf<F> = F extends Field<infer T> ? T : never;
type OptionalKeys<F> = { [K in keyof F]: undefined extends ValueOf<F[K]> ? K : never }[keyof F];

/** The object that fields prove: those that are `optional` may be missing. */
type RecordOf<F> = { readonly [K in Exclude<keyof F, OptionalKeys<F>>]: ValueOf<F[K]> } & {
  readonly [K in OptionalKeys<F>]?: Exclude<ValueOf<F[K]>, undefined>;
};

export function record<F extends AnyFields>(fields: F): Field<RecordOf<F>> {
  return unlessUnknown((value, path) =>
    isObject(value) ? faultsOf(fields, value, path) : fault(path, "an object", value),
  );
}

export function mapOf<T>(key: TextRule, item: Field<T>): Field<Readonly<Record<string, T>>> {
  return unlessUnknown((value, path) => {
    if (!isObject(value)) return fault(path, "an object", undefined);
    return Object.entries(value).flatMap(([name, one]) => [
      ...(key.pattern.test(name) ? [] : fault(`${path}["${name}"]`, `named by ${key.meaning}`, name)),
      ...item(one, `${path}["${name}"]`),
    ]);
  });
}

function unlessUnknown<T>(field: (value: unknown, path: string) => readonly Fault[]): Field<T> {
  return (value, path) => (value === unknownValue ? [] : field(value, path));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fault(path: string, meaning: string, value: unknown): readonly Fault[] {
  const got = value === undefined || value === null ? "it is missing" : `got ${JSON.stringify(value).slice(0, 80)}`;
  return [{ property: path, reason: `must be ${meaning} (${got})` }];
}
