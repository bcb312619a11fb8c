import { existsSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { EngineError } from "@berth/model/engine-error";
import { Faults } from "./faults";
import type { Json, JsonObject } from "../wire/go-json";
import { isJsonList, isJsonObject } from "../wire/go-json";
import type { ConfigDeclaration } from "./project-config";
import { readDeclarations } from "./project-config";
import { shellWords } from "./shell-words";
import { throwIfUnsatisfied } from "./version-range";
import { readYamlMap } from "./yaml-file";

/** Pulumi.yaml, checked and defaulted. */
export interface Project {
  /** The absolute folder of Pulumi.yaml. */
  readonly root: string;
  readonly name: string;
  readonly description?: string;
  readonly runtime: ProjectRuntime;
  /** Where the program is, relative to `root`; absent: the root itself. */
  readonly main?: string;
  readonly providerPaths: readonly ProviderPath[];
  readonly backendUrl?: string;
  /** The absolute folder of Pulumi.<stack>.yaml. */
  readonly stackConfigFolder: string;
  /** ".yaml" or ".yml": as Pulumi.yaml's, so the stack files'. */
  readonly extension: string;
  /** By full key "<namespace>:<name>". */
  readonly config: Readonly<Record<string, ConfigDeclaration>>;
}

export interface ProjectRuntime {
  readonly name: "nodejs";
  /** Runtime option `typescript`; true by default. */
  readonly typescript: boolean;
  /** Node's own options, split as a shell would. */
  readonly nodeArguments: readonly string[];
  readonly tsconfig?: string;
}

/** An entry of plugins.providers. */
export interface ProviderPath {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly version?: string;
}

const fileNames = ["Pulumi.yaml", "Pulumi.yml"];

/** Reads Pulumi.yaml in `folder` or the nearest parent; throws one EngineError with all faults, each with its path. */
export function readProject(folder: string): Project {
  const path = findProject(folder);
  const root = dirname(path);
  const faults = new Faults();
  const fields = readYamlMap(path);
  const name = nameOf(fields, faults);
  refuseUnsupported(fields, faults);
  const optional = {
    description: textOf(fields, "description", { at: "", faults }),
    main: textOf(fields, "main", { at: "", faults }),
    backendUrl: textOf(mapOf(fields, "backend", faults), "url", { at: "backend.", faults }),
  };
  const project = {
    root,
    name,
    runtime: runtimeOf(fields.runtime, faults),
    providerPaths: providersOf(mapOf(fields, "plugins", faults), root, faults),
    stackConfigFolder: resolve(root, stackConfigFolder(fields, faults)),
    extension: extname(path),
    config: readDeclarations(isJsonObject(fields.config) ? fields.config : {}, name, faults),
  };
  const required = textOf(fields, "requiredPulumiVersion", { at: "", faults });
  faults.raise(`read ${path}`);
  throwIfUnsatisfied(required ?? "");
  return { ...project, ...Object.fromEntries(Object.entries(optional).filter(([, text]) => text !== undefined)) };
}

function findProject(folder: string): string {
  const start = resolve(folder);
  for (let at = start; ; at = dirname(at)) {
    const found = fileNames.map((name) => join(at, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (at === dirname(at)) break;
  }
  throw new EngineError(
    `read project: there is no Pulumi.yaml in ${start} or a folder above it; run the command in the project's folder`,
  );
}

/** The name is a folder of the backend and a part of every URN. */
function nameOf(fields: JsonObject, faults: Faults): string {
  const { name } = fields;
  if (typeof name === "string" && /^[A-Za-z0-9_.-]{1,100}$/.test(name) && !/^\.+$/.test(name)) return name;
  faults.add("name", `must be 1 to 100 letters, digits, "_", "." and "-" (got ${JSON.stringify(name)})`);
  return "";
}

/** What would change the outcome if it were passed over. */
function refuseUnsupported(fields: JsonObject, faults: Faults): void {
  const options = mapOf(fields, "options", faults);
  if (options.refresh !== undefined) faults.add("options.refresh", "is not supported by this engine; remove it");
  const { analyzers } = mapOf(fields, "plugins", faults);
  if (isJsonList(analyzers) && analyzers.length > 0) {
    faults.add("plugins.analyzers", "policies are not supported by this engine; remove them or use the pulumi CLI");
  }
}

function runtimeOf(runtime: Json | undefined, faults: Faults): ProjectRuntime {
  const fields = isJsonObject(runtime) ? runtime : { name: runtime };
  if (fields.name !== "nodejs") {
    faults.add("runtime", `only nodejs is supported by this engine (got ${JSON.stringify(fields.name)})`);
  }
  const options = mapOf(fields, "options", faults);
  const place = { at: "runtime.options.", faults };
  const { typescript = true } = options;
  if (typeof typescript !== "boolean") faults.add(`${place.at}typescript`, "must be true or false");
  const tsconfig = textOf(options, "tsconfig", place);
  const nodeArguments = shellWords(textOf(options, "nodeargs", place) ?? "");
  const found = { name: "nodejs", typescript: typescript !== false, nodeArguments } as const;
  return tsconfig === undefined ? found : { ...found, tsconfig };
}

function providersOf(plugins: JsonObject, root: string, faults: Faults): readonly ProviderPath[] {
  const { providers = [] } = plugins;
  if (!isJsonList(providers)) {
    faults.add("plugins.providers", "must be a list");
    return [];
  }
  return providers.flatMap((provider, index) =>
    providerOf(provider, root, { at: `plugins.providers[${index}].`, faults }),
  );
}

function providerOf(provider: Json, root: string, place: FaultPlace): readonly ProviderPath[] {
  const { at, faults } = place;
  const fields = isJsonObject(provider) ? provider : {};
  const [name, path, version] = ["name", "path", "version"].map((key) => textOf(fields, key, place));
  if (name === undefined) faults.add(`${at}name`, "is missing");
  if (path === undefined) faults.add(`${at}path`, "is missing: the folder of the plugin");
  if (name === undefined || path === undefined) return [];
  const found = { name, path: resolve(root, path) };
  return [version === undefined ? found : { ...found, version }];
}

/** `config: <folder>` is the old way to say stackConfigDir. */
function stackConfigFolder(fields: JsonObject, faults: Faults): string {
  const folder = textOf(fields, "stackConfigDir", { at: "", faults });
  const { config } = fields;
  if (typeof config !== "string") {
    if (config !== undefined && config !== null && !isJsonObject(config)) faults.add("config", "must be a map");
    return folder ?? "";
  }
  if (folder !== undefined)
    faults.add("config", "is a folder although stackConfigDir is given; use only stackConfigDir");
  return config;
}

function mapOf(fields: JsonObject, key: string, faults: Faults): JsonObject {
  const value = fields[key] ?? {};
  if (isJsonObject(value)) return value;
  faults.add(key, "must be a map");
  return {};
}

interface FaultPlace {
  /** What stands before a key in a fault: "" or such as "backend.". */
  readonly at: string;
  readonly faults: Faults;
}

function textOf(fields: JsonObject, key: string, { at, faults }: FaultPlace): string | undefined {
  const value = fields[key];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return value;
  faults.add(`${at}${key}`, "must be a string");
  return undefined;
}
