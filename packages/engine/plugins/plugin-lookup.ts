import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { parse } from "yaml";
import { EngineError } from "@berth/model/engine-error";
import type { PackageRequest } from "../plan/provider-reference";

/** How to reach a provider: a process to start, or a port where somebody runs it in a debugger. */
export type PluginLaunch =
  | { readonly kind: "spawn"; readonly command: string; readonly args: readonly string[]; readonly folder: string }
  | { readonly kind: "attach"; readonly port: number };

/** Where plugins of a run come from. */
export interface PluginSources {
  readonly projectFolder: string;
  readonly programFolder: string;
  /** `plugins.providers` of Pulumi.yaml; paths relative to the project. */
  readonly projectPlugins: readonly { readonly name: string; readonly path: string; readonly version?: string }[];
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Finds a provider the way the official CLI does: debugger port, project's plugins, PATH, then the plugin cache with the
 * exact version asked for. Undefined: not installed. Never downloads.
 */
export function findPlugin(request: PackageRequest, sources: PluginSources): PluginLaunch | undefined {
  const port = debugPort(request.name, sources.environment.PULUMI_DEBUG_PROVIDERS);
  if (port !== undefined) return { kind: "attach", port };
  if (request.name === "pulumi-nodejs") return dynamicProvider(sources.programFolder);
  const folder = projectPluginFolder(request, sources) ?? cacheFolder(request, sources.environment);
  const onPath =
    projectPluginFolder(request, sources) === undefined ? pathBinary(request.name, sources.environment) : undefined;
  if (onPath !== undefined) return { kind: "spawn", command: onPath, args: [], folder: resolve(onPath, "..") };
  return folder === undefined ? undefined : launchFolder(request.name, folder);
}

/** What a person types to get the plugin. */
export function installHint(request: PackageRequest): string {
  const version = request.version === "" ? "" : ` v${request.version}`;
  return `pulumi plugin install resource ${request.name}${version}`;
}

/** What happened and what to do, as a run reports it of a provider without a plugin. */
export function notInstalled(request: PackageRequest): string {
  return `provider ${request.name} is not installed; install it with: ${installHint(request)}`;
}

function debugPort(name: string, setting: string | undefined): number | undefined {
  for (const entry of (setting ?? "").split(",")) {
    const [provider, port] = entry.split(":");
    if (provider === name && port !== undefined) return parsePort(port, entry);
  }
  return undefined;
}

function parsePort(text: string, entry: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new EngineError(`PULUMI_DEBUG_PROVIDERS: "${entry}" does not end in a port; expected name:port[,name:port]`);
}

function dynamicProvider(programFolder: string): PluginLaunch {
  return nodeModule("@pulumi/pulumi/cmd/dynamic-provider", [], programFolder);
}

function projectPluginFolder(request: PackageRequest, sources: PluginSources): string | undefined {
  const declared = sources.projectPlugins.find((plugin) => plugin.name === request.name);
  return declared === undefined ? undefined : resolve(sources.projectFolder, declared.path);
}

function pathBinary(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  if (["1", "true"].includes(environment.PULUMI_IGNORE_AMBIENT_PLUGINS ?? "")) return undefined;
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, `pulumi-resource-${name}`)).find(existsSync);
}

function cacheFolder(request: PackageRequest, environment: NodeJS.ProcessEnv): string | undefined {
  const plugins = join(environment.PULUMI_HOME ?? join(homedir(), ".pulumi"), "plugins");
  if (!existsSync(plugins)) return undefined;
  const prefix = `resource-${request.name}-v`;
  if (request.version !== "") {
    const exact = join(plugins, prefix + request.version);
    return existsSync(exact) ? exact : undefined;
  }
  const versions = readdirSync(plugins)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
  const newest = versions
    .filter((version) => /^\d+\.\d+\.\d+$/.test(version))
    .sort(byVersion)
    .at(-1);
  return newest === undefined ? undefined : join(plugins, prefix + newest);
}

function byVersion(left: string, right: string): number {
  return left.localeCompare(right, "en", { numeric: true });
}

function launchFolder(name: string, folder: string): PluginLaunch {
  const binary = join(folder, `pulumi-resource-${name}`);
  if (existsSync(binary)) return { kind: "spawn", command: binary, args: [], folder };
  const description = join(folder, "PulumiPlugin.yaml");
  if (!existsSync(description))
    throw new EngineError(`load plugin ${name}: ${folder} has neither pulumi-resource-${name} nor PulumiPlugin.yaml`);
  return nodePlugin(name, folder, description);
}

function nodePlugin(name: string, folder: string, description: string): PluginLaunch {
  const { runtime } = parse(readFileSync(description, "utf8")) as { runtime?: string | { name?: string } };
  const language = typeof runtime === "string" ? runtime : runtime?.name;
  if (language !== "nodejs")
    throw new EngineError(
      `load plugin ${name}: ${description} has runtime "${language ?? ""}"; this engine runs nodejs only`,
    );
  return nodeModule("@pulumi/pulumi/cmd/run-plugin", [folder], folder);
}

function nodeModule(module: string, args: readonly string[], folder: string): PluginLaunch {
  try {
    const script = createRequire(join(folder, "package.json")).resolve(module);
    return { kind: "spawn", command: process.execPath, args: [script, ...args], folder };
  } catch (thrown) {
    throw new EngineError(`load ${module} from ${folder}: not found; run npm install there`, { cause: thrown });
  }
}
