import { configKey, isOwnKey } from "./config-key";
import type { ConfigType } from "./config-type";
import { configTypes, fitsType, typeText } from "./config-type";
import type { Faults } from "./faults";
import type { Json, JsonObject } from "../wire/go-json";
import { isJsonObject } from "../wire/go-json";

/** One key of Pulumi.yaml's `config`, written out. */
export interface ConfigDeclaration {
  /** Absent: any value. */
  readonly type?: ConfigType;
  readonly description?: string;
  /** What a stack without the key gets: the declared default or value. */
  readonly fallback?: Json;
  /** The stack's value must be encrypted. */
  readonly secret: boolean;
  /** In the project's own namespace and without fallback. */
  readonly required: boolean;
}

const knownKeys = ["type", "items", "description", "default", "value", "secret"];

/** The declarations by full key; what is wrong goes to `faults`. */
export function readDeclarations(
  config: JsonObject,
  project: string,
  faults: Faults,
): Readonly<Record<string, ConfigDeclaration>> {
  const entries: [string, ConfigDeclaration][] = [];
  for (const [key, value] of Object.entries(config)) {
    const full = configKey(project, key);
    if (full === undefined) faults.add(`config.${key}`, "the key must be <name> or <namespace>:<name>");
    else entries.push([full, readDeclaration({ key, value, own: isOwnKey(project, full) }, faults)]);
  }
  return Object.fromEntries(entries);
}

interface Declared {
  readonly key: string;
  readonly value: Json | undefined;
  /** In the project's namespace, where keys have types; others only have values. */
  readonly own: boolean;
}

function readDeclaration(declared: Declared, faults: Faults): ConfigDeclaration {
  const { key, value, own } = declared;
  const at = `config.${key}`;
  if (!isJsonObject(value)) return plainDeclaration(value, own);
  for (const name of Object.keys(value).filter((other) => !knownKeys.includes(other))) {
    faults.add(`${at}.${name}`, `is not known; known are ${knownKeys.join(", ")}`);
  }
  const type = value.type === undefined ? undefined : readType(value, at, faults);
  const fallback = value.default ?? value.value ?? undefined;
  checkPlace(value, { at, own }, faults);
  if (type !== undefined) checkDefault(value, { at, type }, faults);
  const secret = readSecret(value.secret, at, faults);
  const optional = { type, fallback, description: readDescription(value.description, at, faults) };
  const filled = Object.fromEntries(Object.entries(optional).filter(([, field]) => field !== undefined));
  return { ...filled, secret, required: own && fallback === undefined };
}

/** Of a value that stands alone, or of none. */
function plainDeclaration(value: Exclude<Declared["value"], JsonObject>, own: boolean): ConfigDeclaration {
  if (value === null || value === undefined) return { secret: false, required: own };
  return { secret: false, fallback: value, required: false };
}

function checkDefault(value: JsonObject, { at, type }: { at: string; type: ConfigType }, faults: Faults): void {
  if (value.default === undefined || fitsType(value.default, type)) return;
  faults.add(`${at}.default`, `must be of type ${typeText(type)} (got ${JSON.stringify(value.default)})`);
}

function checkPlace(value: JsonObject, { at, own }: { at: string; own: boolean }, faults: Faults): void {
  if (value.default !== undefined && value.value !== undefined) faults.add(at, "has both [default] and [value]");
  if (own) return;
  if (value.type !== undefined) faults.add(`${at}.type`, "is for keys of the project's own namespace only");
  if (value.default !== undefined)
    faults.add(`${at}.default`, `is for keys of the project's own namespace only; say "value"`);
  if (value.value === undefined) faults.add(at, `belongs to another namespace and must have a "value"`);
}

function readType(value: JsonObject, at: string, faults: Faults): ConfigType | undefined {
  const type = configTypes.find((name) => name === value.type);
  if (type === undefined) {
    faults.add(`${at}.type`, `must be one of ${configTypes.join(", ")} (got ${JSON.stringify(value.type)})`);
    return undefined;
  }
  if (type !== "array") return { type };
  if (!isJsonObject(value.items)) {
    faults.add(`${at}.items`, "an array must say the type of its items: {type: …}");
    return undefined;
  }
  const items = readType(value.items, `${at}.items`, faults);
  return items === undefined ? undefined : { type, items };
}

function readSecret(secret: Json | undefined, at: string, faults: Faults): boolean {
  if (secret !== undefined && typeof secret !== "boolean") faults.add(`${at}.secret`, "must be true or false");
  return secret === true;
}

function readDescription(description: Json | undefined, at: string, faults: Faults): string | undefined {
  if (description === undefined || typeof description === "string") return description;
  faults.add(`${at}.description`, "must be a string");
  return undefined;
}
