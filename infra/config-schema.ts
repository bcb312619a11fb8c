import { distance } from "fastest-levenshtein";
import { isInside, parseNetwork } from "./cidr";

/** Platforms a stack can stand on. */
export const targets = ["local", "aws", "azure"] as const;
export type Target = (typeof targets)[number];

/** A stack's configuration, complete and checked. */
export interface StackConfig {
  readonly target: Target;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly dataDiskGiB: number;
  readonly httpPort: number;
  /** Where a cloud makes the host: `aws:region` or `azure-native:location`; "" when it was not said. */
  readonly region: string;
  /** Of a cloud's machine; "": the pinned one of the region. */
  readonly image: string;
  /** In the cloud's own words; []: the first that regions usually have. */
  readonly zones: readonly string[];
  readonly networkCidr: string;
  readonly adminCidrs: readonly string[];
  readonly generation: number;
  readonly terminationProtection: boolean;
  readonly protectData: boolean;
  readonly flowLogs: boolean;
}

/** Where each cloud's own key says the place; the clouds' plugins read the same key. */
export const regionKeys: { readonly [T in Target]?: string } = { aws: "aws:region", azure: "azure-native:location" };

export interface ConfigFault {
  readonly key: string;
  readonly rule: string;
  /** As it was written. */
  readonly value?: string;
}

/** A rule turns the text of a value into the value, or says what it must be. */
interface Rule<T> {
  readonly type: "string" | "integer" | "boolean" | "array";
  readonly default: T;
  readonly must: string;
  readonly parse: (text: string) => T | undefined;
}

/** The keys of the project's own namespace. */
export type Keys = Omit<StackConfig, "region">;

/** A network of administrators is an office or a VPN; a wider one is the world in pieces. */
const widestAdminPrefix = 8;
/** RFC 1918. */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
const privateNetworks = `an IPv4 network inside of ${privateRanges.join(", ")}, no bits set beyond the prefix`;

/** Every key, its rule and its default; Pulumi.yaml says the same to people, and a test holds the two together. */
export const schema: { readonly [K in keyof Keys]: Rule<Keys[K]> } = {
  target: oneOf(targets, "local"),
  cpus: integer(1, 64, 2),
  memoryMiB: integer(1024, 262_144, 2048),
  dataDiskGiB: integer(4, 16_384, 12),
  httpPort: integer(1024, 65_535, 8080),
  image: text(
    "",
    /^[\w:.-]{0,256}$/,
    "the id or name of an image in the cloud's own words, or empty for the pinned one",
  ),
  zones: list((zone) => /^[a-z0-9]{1,20}$/.test(zone), "a list of zones in the cloud's own words"),
  networkCidr: { ...text("10.40.0.0/16", /^/, privateNetworks), parse: privateNetwork },
  adminCidrs: list(
    isAdminNetwork,
    `a list of IPv4 networks, /${widestAdminPrefix} or smaller, no bits set beyond the prefix`,
  ),
  generation: integer(1, 9999, 1),
  terminationProtection: boolean(false),
  protectData: boolean(true),
  flowLogs: boolean(false),
};

/** Checks all keys at once: either a config, or every fault. `regions` are the values of regionKeys, by key. */
export function parseConfig(
  given: Readonly<Record<string, string>>,
  regions: Readonly<Record<string, string>> = {},
): {
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
  if (faults.length > 0) return { faults };
  // Every key of the schema was parsed by its own rule, so the record has them all.
  const keys = values as unknown as Keys;
  return { config: { ...keys, region: regions[regionKeys[keys.target] ?? ""] ?? "" }, faults };
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
    type: "string",
    default: fallback,
    must: `one of ${values.join(", ")}`,
    parse: (text) => values.find((value) => value === text),
  };
}

function integer(min: number, max: number, fallback: number): Rule<number> {
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

function boolean(fallback: boolean): Rule<boolean> {
  const values: Readonly<Record<string, boolean>> = { true: true, false: false };
  return {
    type: "boolean",
    default: fallback,
    must: "true or false",
    parse: (given) => (Object.hasOwn(values, given) ? values[given] : undefined),
  };
}

function text(fallback: string, pattern: RegExp, must: string): Rule<string> {
  return { type: "string", default: fallback, must, parse: (given) => (pattern.test(given) ? given : undefined) };
}

/** Lists arrive as JSON. */
function list(isItem: (item: string) => boolean, must: string): Rule<readonly string[]> {
  return {
    type: "array",
    default: [],
    must,
    parse: (given) => {
      const items = parseJson(given);
      const isList = Array.isArray(items) && items.every((item) => typeof item === "string" && isItem(item));
      return isList ? items.map(String) : undefined;
    },
  };
}

function parseJson(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}

function privateNetwork(given: string): string | undefined {
  return privateRanges.some((range) => isInside(given, range)) ? given : undefined;
}

function isAdminNetwork(given: string): boolean {
  return (parseNetwork(given)?.prefix ?? 0) >= widestAdminPrefix;
}
