import { EngineError } from "@berth/model/engine-error";
import { parseWords } from "./parse-words";
import { configKey } from "./project/config-key";
import { type ConfigFile, removeConfigValue, setConfigValue } from "./project/config-edit";
import { type ConfigPath, parseConfigPath } from "./project/config-path";
import { type Project, readProject } from "./project/project";
import { type Crypter, placeholderCrypter } from "./project/secrets";
import {
  configText,
  configValue,
  hasSecureValues,
  isSecure,
  readStackConfig,
  type StackConfigFile,
  writeEncryptionSalt,
} from "./project/stack-config";
import { openConfigCrypter } from "./stack/opened-stack";
import { isJsonList, isJsonObject, type Json } from "./wire/go-json";

/** What a command gets of its process. */
export interface ConfigIo {
  readonly environment: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  /** Reads the value that `set` was not given as a word; a secret without an echo where there is a terminal. */
  readonly readValue: (isSecret: boolean) => Promise<string>;
}

const usage = `config [set KEY [VALUE] [--secret|--plaintext] [--path] | get KEY [--path] | rm KEY [--path]] [--show-secrets] [--json] --stack NAME [--cwd DIR]`;

interface Place {
  readonly project: Project;
  readonly stack: string;
  readonly file: StackConfigFile;
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * The command `config` as the Pulumi CLI has it: lists the values of a stack, or sets, prints or removes one. Without a
 * stack's file, `set` makes it. Resolves to the exit code; throws an EngineError for a key, path or file that is wrong.
 */
export async function configCommand(words: readonly string[], io: ConfigIo): Promise<number> {
  const { values, positionals } = parse(words);
  const { stack, cwd: folder } = values;
  const [action, name = "", ...rest] = positionals;
  if (stack === "") throw new EngineError(`--stack is missing\n${usage}`);
  const project = readProject(folder);
  const file = readStackConfig(project, stack);
  const place = { project, stack, file, folder, environment: io.environment };
  if (action === undefined) return list(place, io, values);
  const run = actions.get(action);
  if (run === undefined || name === "" || rest.length > most(action))
    throw new EngineError(`config does not take "${positionals.join(" ")}"\n${usage}`);
  return run(place, values.path ? parseConfigPath(name) : [name], { ...values, io, text: rest[0] });
}

interface Options {
  readonly io: ConfigIo;
  /** The value to set; absent: it is read. */
  readonly text: string | undefined;
  readonly path: boolean;
  readonly secret: boolean;
}

type Action = (place: Place, key: ConfigPath, options: Options) => Promise<number> | number;

const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  ["set", set],
  ["get", get],
  ["rm", remove],
]);

/** Words after the key. */
function most(action: string): number {
  return action === "set" ? 1 : 0;
}

function parse(words: readonly string[]) {
  return parseWords(
    words,
    {
      stack: { type: "string", short: "s", default: "" },
      cwd: { type: "string", short: "C", default: "." },
      path: { type: "boolean", default: false },
      secret: { type: "boolean", default: false },
      plaintext: { type: "boolean", default: false },
      json: { type: "boolean", short: "j", default: false },
      "show-secrets": { type: "boolean", default: false },
    },
    usage,
  );
}

async function set(place: Place, key: ConfigPath, { io, path, secret, ...given }: Options): Promise<number> {
  const text = given.text ?? (await io.readValue(secret));
  const file: ConfigFile = { path: place.file.path, project: place.project.name };
  if (!secret) {
    setConfigValue(file, key, path ? typed(text) : text);
    return 0;
  }
  const crypter = await crypterOf(place);
  if (place.file.encryptionSalt === undefined) writeEncryptionSalt(file.path, crypter.salt);
  setConfigValue(file, key, { secure: crypter.encrypt(text) });
  return 0;
}

/** As the CLI reads a value at a path: a whole number and true or false are that, anything else is a text. */
function typed(text: string): Json {
  if (text === "true" || text === "false") return text === "true";
  return /^(0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

async function get(place: Place, key: ConfigPath, { io }: Options): Promise<number> {
  const value = await find(place, key);
  if (value === undefined) throw missing(place, key);
  io.print(configText(value));
  return 0;
}

async function find(place: Place, [name, ...rest]: ConfigPath): Promise<Json | undefined> {
  const { project, file } = place;
  const full = configKey(project.name, name) ?? name;
  const crypter = isSecure(file.values[full]) ? await crypterOf(place) : undefined;
  let value = configValue(project, file, { key: full, crypter });
  for (const part of rest) value = childOf(value, part);
  return value;
}

function childOf(value: Json | undefined, part: string | number): Json | undefined {
  if (typeof part === "number") return isJsonList(value) ? value[part] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

function remove(place: Place, key: ConfigPath, { io }: Options): number {
  const file = { path: place.file.path, project: place.project.name };
  if (!removeConfigValue(file, key)) throw missing(place, key);
  io.print(`${describe(key)} removed from ${place.file.path}`);
  return 0;
}

async function list(
  place: Place,
  { print }: ConfigIo,
  { json, "show-secrets": shown }: { readonly json: boolean; readonly "show-secrets": boolean },
): Promise<number> {
  const crypter = shown && hasSecureValues(place.file) ? await crypterOf(place) : placeholderCrypter;
  const values = Object.keys(place.file.values).map((key) => {
    const value = configValue(place.project, place.file, { key, crypter });
    return { key, secret: isSecure(place.file.values[key]), text: configText(value ?? null) };
  });
  if (json) {
    const entries = values.map(({ key, secret, text }) => [key, { value: text, secret }] as const);
    print(JSON.stringify(Object.fromEntries(entries), undefined, 2));
    return 0;
  }
  const width = Math.max(3, ...values.map(({ key }) => key.length));
  print(`${"KEY".padEnd(width)}  VALUE`);
  for (const { key, text } of values) print(`${key.padEnd(width)}  ${text}`);
  return 0;
}

function crypterOf(place: Place): Promise<Crypter> {
  return openConfigCrypter(place.project, place.stack, place);
}

function missing({ file, stack }: Place, key: ConfigPath): EngineError {
  return new EngineError(`configuration key '${describe(key)}' not found for stack '${stack}' (${file.path})`);
}

function describe([name, ...rest]: ConfigPath): string {
  return [name, ...rest.map((part) => `[${JSON.stringify(part)}]`)].join("");
}
