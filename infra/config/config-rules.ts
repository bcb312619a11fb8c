/** A rule turns the text of a value into the value, or names what it must be. */
export interface Rule<T> {
  readonly type: "string" | "integer" | "boolean" | "array" | "object";
  readonly default: T;
  readonly must: string;
  readonly parse: (text: string) => T | undefined;
}

/** One of some words. */
export function oneOf<T extends string>(values: readonly T[], fallback: T): Rule<T> {
  return {
    type: "string",
    default: fallback,
    must: `one of ${values.join(", ")}`,
    parse: (text) => values.find((value) => value === text),
  };
}

/** A whole number in a range, both ends included. */
export function integer(min: number, max: number, fallback: number): Rule<number> {
  return {
    type: "integer",
    default: fallback,
    must: `an integer from ${min} to ${max}`,
    parse: (text) => {
      const value = Number(text);
      return /^\d{1,15}$/.test(text) && value >= min && value <= max ? value : undefined;
    },
  };
}

/** "true" or "false". */
export function boolean(fallback: boolean): Rule<boolean> {
  const values: Readonly<Record<string, boolean>> = { true: true, false: false };
  return {
    type: "boolean",
    default: fallback,
    must: "true or false",
    parse: (given) => (Object.hasOwn(values, given) ? values[given] : undefined),
  };
}

/** Text that matches a pattern; `must` describes the pattern. */
export function text(fallback: string, pattern: RegExp, must: string): Rule<string> {
  return { type: "string", default: fallback, must, parse: (given) => (pattern.test(given) ? given : undefined) };
}

/** A list of texts, each of which `isItem` accepts; lists arrive as JSON. */
export function list(
  isItem: (item: string) => boolean,
  must: string,
  fallback: readonly string[] = [],
): Rule<readonly string[]> {
  return {
    type: "array",
    default: fallback,
    must,
    parse: (given) => {
      const items = parseJson(given);
      const isList = Array.isArray(items) && items.every((item) => typeof item === "string" && isItem(item));
      return isList ? items.map(String) : undefined;
    },
  };
}

/** A map from names that match `name` to texts that match `text`; numbers and booleans become texts, as in YAML. */
export function map(name: RegExp, must: string, text = /^/): Rule<Readonly<Record<string, string>>> {
  return mapWith(name, must, (value) =>
    ["string", "number", "boolean"].includes(typeof value) && text.test(String(value)) ? String(value) : undefined,
  );
}

/** What entries of a map are like. */
interface Entries<F extends string> {
  /** Those that an entry may have, all of them texts that are not empty. */
  readonly fields: readonly F[];
  /** Whether an entry has enough of them. */
  readonly isWhole: (entry: Readonly<Partial<Record<F, string>>>) => boolean;
}

/** A map from names that match `name` to maps of texts. */
export function mapOf<F extends string>(
  name: RegExp,
  must: string,
  { fields, isWhole }: Entries<F>,
): Rule<Readonly<Record<string, Readonly<Partial<Record<F, string>>>>>> {
  const isEntry = (value: unknown): value is Readonly<Partial<Record<F, string>>> =>
    entriesOf(value)?.every(([key, text]) => fields.some((field) => field === key) && isText(text)) === true;
  return mapWith(name, must, (value) => (isEntry(value) && isWhole(value) ? value : undefined));
}

/** Maps arrive as JSON. One name or value that is not as it must be refuses the whole. */
function mapWith<T>(
  name: RegExp,
  must: string,
  read: (value: unknown) => T | undefined,
): Rule<Readonly<Record<string, T>>> {
  return {
    type: "object",
    default: {},
    must,
    parse: (given) => {
      const entries = entriesOf(parseJson(given));
      const taken = entries?.flatMap(([key, value]): [string, T][] => {
        const found = name.test(key) ? read(value) : undefined;
        return found === undefined ? [] : [[key, found]];
      });
      return taken !== undefined && taken.length === entries?.length ? Object.fromEntries(taken) : undefined;
    },
  };
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function parseJson(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}

/** Undefined for what is not a map. */
function entriesOf(value: unknown): [string, unknown][] | undefined {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  return isMap ? Object.entries(value) : undefined;
}
