import { distance } from "fastest-levenshtein";

/** Platforms a stack can stand on. */
export const targets = ["local"] as const;
export type Target = (typeof targets)[number];

/** A stack's configuration, complete and checked. */
export interface StackConfig {
  readonly target: Target;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly dataDiskGiB: number;
  readonly httpPort: number;
}

export interface ConfigFault {
  readonly key: string;
  readonly rule: string;
  /** As it was written. */
  readonly value?: string;
}

/** A rule turns the text of a value into the value, or says what it must be. */
type Rule<T> = { readonly default: T; readonly must: string; readonly parse: (text: string) => T | undefined };

/** Every key, its rule and its default; Pulumi.yaml says the same to people, and a test holds the two together. */
export const schema: { readonly [K in keyof StackConfig]: Rule<StackConfig[K]> } = {
  target: oneOf(targets, "local"),
  cpus: integer(1, 64, 2),
  memoryMiB: integer(1024, 262_144, 2048),
  dataDiskGiB: integer(4, 16_384, 12),
  httpPort: integer(1024, 65_535, 8080),
};

/** Checks all keys at once: either a config, or every fault. */
export function parseConfig(given: Readonly<Record<string, string>>): {
  config?: StackConfig;
  faults: readonly ConfigFault[];
} {
  const faults = Object.keys(given)
    .filter((key) => !(key in schema))
    .map((key) => unknownKey(key, given[key]));
  const values: Record<string, unknown> = {};
  for (const [key, rule] of Object.entries<Rule<unknown>>(schema)) {
    const text = given[key];
    const value = text === undefined ? rule.default : rule.parse(text);
    if (value === undefined) faults.push({ key, rule: `must be ${rule.must}`, value: text });
    values[key] = value;
  }
  // Every key of the schema was parsed by its own rule, so the record is a StackConfig.
  return faults.length === 0 ? { config: values as unknown as StackConfig, faults } : { faults };
}

/** One line a fault: `key: rule (got "value")`. */
export function describeFaults(faults: readonly ConfigFault[]): string[] {
  return faults.map(
    ({ key, rule, value }) => `${key}: ${rule}${value === undefined ? "" : ` (got ${JSON.stringify(value)})`}`,
  );
}

function unknownKey(key: string, value: string | undefined): ConfigFault {
  const near = Object.keys(schema).find((known) => distance(known.toLowerCase(), key.toLowerCase()) <= 2);
  return { key, rule: near === undefined ? "is not a known key" : `is not a known key; did you mean ${near}?`, value };
}

function oneOf<T extends string>(values: readonly T[], fallback: T): Rule<T> {
  return {
    default: fallback,
    must: `one of ${values.join(", ")}`,
    parse: (text) => values.find((value) => value === text),
  };
}

function integer(min: number, max: number, fallback: number): Rule<number> {
  return {
    default: fallback,
    must: `an integer from ${min} to ${max}`,
    parse: (text) => {
      const value = Number(text);
      return /^\d{1,15}$/.test(text) && value >= min && value <= max ? value : undefined;
    },
  };
}
