import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { configKey } from "./config-key";
import { fitsType, typeText } from "./config-type";
import { EngineError } from "@berth/model/engine-error";
import { Faults } from "./faults";
import type { Json, JsonObject } from "../wire/go-json";
import { goJson, isJsonList, isJsonObject } from "../wire/go-json";
import type { Project } from "./project";
import type { ConfigDeclaration } from "./project-config";
import type { Crypter } from "./secrets";
import { writeFileAtomically } from "./stack-file";
import { openYamlDocument, readYamlMap } from "./yaml-file";

/** Pulumi.<stack>.yaml. */
export interface StackConfigFile {
  readonly path: string;
  readonly encryptionSalt?: string;
  /** By full key "<namespace>:<name>", as the file has them: `{secure: <ciphertext>}` is a secret, wherever it stands. */
  readonly values: Readonly<Record<string, Json>>;
}

/** What the program gets. */
export interface ResolvedConfig {
  /** By full key "<namespace>:<name>"; secrets in clear, objects as JSON text. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}

/** Reads the file; without one everything is empty. Throws one EngineError with all faults of form. */
export function readStackConfig(project: Project, stack: string, { anySecrets = false } = {}): StackConfigFile {
  const path = join(project.stackConfigFolder, `Pulumi.${stack}${project.extension}`);
  if (!existsSync(path)) return { path, values: {} };
  const fields = readYamlMap(path);
  const faults = new Faults();
  refuseUnsupported(anySecrets ? { ...fields, secretsprovider: "" } : fields, faults);
  const values = readValues(fields.config ?? {}, project.name, faults);
  const { encryptionsalt: salt } = fields;
  if (salt !== undefined && typeof salt !== "string") faults.add("encryptionsalt", "must be a string");
  faults.raise(`read ${path}`);
  return typeof salt === "string" ? { path, encryptionSalt: salt, values } : { path, values };
}

/** True when resolveConfig needs a crypter. */
export function hasSecureValues(file: StackConfigFile): boolean {
  return Object.values(file.values).some(isSecure);
}

/** The value of a key, secrets decrypted; undefined where neither the file nor a default has one. */
export function configValue(
  project: Project,
  file: StackConfigFile,
  { key, crypter }: { readonly key: string; readonly crypter: Crypter | undefined },
): Json | undefined {
  const value = file.values[key] ?? project.config[key]?.fallback;
  return value === undefined ? undefined : decryptValue(value, crypter, key);
}

/** Defaults merged, types checked, secrets decrypted; throws one EngineError with all faults. */
export function resolveConfig(project: Project, file: StackConfigFile, crypter: Crypter | undefined): ResolvedConfig {
  const faults = new Faults();
  const values = withFallbacks(project, file, faults);
  const decrypted = Object.entries(values).map(([key, value]) => [key, decryptValue(value, crypter, key)] as const);
  for (const [key, value] of decrypted) {
    const declared = Object.hasOwn(project.config, key) ? project.config[key] : undefined;
    if (declared !== undefined) checkValue({ key, value, secure: isSecure(values[key]) }, declared, faults);
  }
  faults.raise(`read configuration ${file.path}`);
  return {
    config: Object.fromEntries(decrypted.map(([key, value]) => [key, configText(value)])),
    secretKeys: Object.keys(values).filter((key) => isSecure(values[key])),
  };
}

/** PULUMI_CONFIG and PULUMI_CONFIG_SECRET_KEYS for a program. */
export function configEnvironment({ config, secretKeys }: ResolvedConfig): Readonly<Record<string, string>> {
  return { PULUMI_CONFIG: JSON.stringify(config), PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys) };
}

/** Writes `encryptionsalt`, keeping the file's comments and order. */
export function writeEncryptionSalt(path: string, salt: string): void {
  const document = openYamlDocument(path);
  document.set("encryptionsalt", salt);
  saveDocument(path, document.toString({ lineWidth: 0 }));
}

/**
 * Removes `encryptionsalt`, which fits only the passphrase it was made with; comments and order are kept. False: secrets
 * of the file need it, and the file stays as it is.
 */
export function removeEncryptionSalt(path: string): boolean {
  if (!existsSync(path)) return true;
  const document = openYamlDocument(path);
  if (isSecure(document.toJS() as Json)) return false;
  // By its line: the document would take the comment above it away too.
  const text = readFileSync(path, "utf8");
  const rest = text.replace(/^encryptionsalt:.*\n?/m, "");
  if (rest !== text) saveDocument(path, rest);
  return true;
}

function refuseUnsupported(fields: JsonObject, faults: Faults): void {
  const { secretsprovider: provider = "", environment } = fields;
  if (provider !== "" && provider !== "passphrase" && provider !== "default") {
    faults.add(
      "secretsprovider",
      `${JSON.stringify(provider)} is not supported by this engine, only passphrase; change it with: pulumi stack change-secrets-provider passphrase`,
    );
  }
  if (environment !== undefined)
    faults.add("environment", "Pulumi ESC is not supported by this engine; use the pulumi CLI");
}

function readValues(config: Json, project: string, faults: Faults): Readonly<Record<string, Json>> {
  if (!isJsonObject(config)) {
    faults.add("config", "must be a map");
    return {};
  }
  const values = new Map<string, Json>();
  for (const [key, value] of Object.entries(config)) {
    const full = configKey(project, key);
    if (full === undefined) faults.add(`config.${key}`, "the key must be <name> or <namespace>:<name>");
    else if (values.has(full)) faults.add(`config.${key}`, `is the same key as another one: ${full}`);
    else values.set(full, value ?? null);
  }
  return Object.fromEntries(values);
}

function withFallbacks(project: Project, file: StackConfigFile, faults: Faults): Readonly<Record<string, Json>> {
  const values = new Map(Object.entries(file.values));
  for (const [key, { fallback, required }] of Object.entries(project.config)) {
    if (values.has(key)) continue;
    if (fallback !== undefined) values.set(key, fallback);
    else if (required) faults.add(key, `is missing; set it with: pulumi config set ${key} <value>`);
  }
  return Object.fromEntries([...values].sort(([left], [right]) => (left < right ? -1 : 1)));
}

interface CheckedValue {
  readonly key: string;
  readonly value: Json;
  readonly secure: boolean;
}

/** Never quotes a value that is or should be secret. */
function checkValue({ key, value, secure }: CheckedValue, declared: ConfigDeclaration, faults: Faults): void {
  if (declared.secret && !secure) {
    faults.add(key, `must be encrypted, it is declared secret; set it with: pulumi config set --secret ${key} <value>`);
  }
  if (declared.type === undefined || fitsType(asContent(value), declared.type)) return;
  const got = secure || declared.secret ? "" : ` (got ${JSON.stringify(value)})`;
  faults.add(key, `must be of type ${typeText(declared.type)}${got}`);
}

/** Pulumi checks types on the text of a scalar, on the structure of anything else. */
function asContent(value: Json): Json {
  return typeof value === "number" || typeof value === "boolean" ? goJson(value, false) : value;
}

/** A value as a program, and a person, gets it: a text as it is, anything else as JSON. */
export function configText(value: Json): string {
  return typeof value === "string" ? value : goJson(value, false);
}

function decryptValue(value: Json, crypter: Crypter | undefined, at: string): Json {
  if (isJsonList(value)) return value.map((item, index) => decryptValue(item, crypter, `${at}[${index}]`));
  if (!isJsonObject(value)) return value;
  const ciphertext = ciphertextOf(value);
  if (ciphertext !== undefined) return decryptText(ciphertext, crypter, at);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, decryptValue(item ?? null, crypter, `${at}.${key}`)]),
  );
}

function decryptText(ciphertext: string, crypter: Crypter | undefined, at: string): string {
  if (crypter === undefined) throw new EngineError(`decrypt ${at}: the stack's file has no encryptionsalt`);
  try {
    return crypter.decrypt(ciphertext);
  } catch (thrown) {
    throw EngineError.from(thrown, `decrypt ${at}`);
  }
}

/** Whether a value is a secret or holds one. */
export function isSecure(value: Json | undefined): boolean {
  if (isJsonList(value)) return value.some(isSecure);
  return isJsonObject(value) && (ciphertextOf(value) !== undefined || Object.values(value).some(isSecure));
}

/** A map with the single key "secure" is Pulumi's form of a secret. */
function ciphertextOf(value: JsonObject): string | undefined {
  const { secure } = value;
  return typeof secure === "string" && Object.keys(value).length === 1 ? secure : undefined;
}

function saveDocument(path: string, text: string): void {
  const mode = existsSync(path) ? statSync(path).mode & 0o777 : 0o644;
  writeFileAtomically(path, text, mode);
}
