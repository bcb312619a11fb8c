import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";
import { parse } from "yaml";
import { privateFolder } from "@berth/infra/private-folder";
import { UsageError } from "./usage-error";

/** The checkout that the commands belong to. */
export const projectFolder = resolve(__dirname, "../..");

/** A stack as the commands know it, before any program has run. */
export interface Stack {
  readonly name: string;
  /** A local stack lives and dies with this computer: it confirms by itself and keeps its own passphrase. */
  readonly local: boolean;
  readonly privateFolder: string;
}

/** Whether a project or a stack may have this name. */
export function isPulumiName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/.test(name);
}

/** Reads Pulumi.<name>.yaml for the target; rejects a name that is not a stack's and a stack that has no file. */
export function openStack(name: string): Stack {
  if (!isPulumiName(name)) {
    throw new UsageError(`${JSON.stringify(name)} is not a stack name: letters, digits, "-", "_" and "." only.`);
  }
  const file = join(projectFolder, `Pulumi.${name}.yaml`);
  if (!existsSync(file)) {
    throw new UsageError(`Stack ${name} has no Pulumi.${name}.yaml. Copy Pulumi.dev.yaml to it and edit the copy.`);
  }
  return { name, local: stackTarget(name) === "local", privateFolder: privateFolder(projectFolder, name) };
}

/** The values of Pulumi.<name>.yaml as they are written; the project's own keys without its name in front. */
export function stackConfig(name: string, folder = projectFolder): Readonly<Record<string, unknown>> {
  const config = readMap(join(folder, `Pulumi.${name}.yaml`)).config;
  if (!isRecord(config)) return {};
  const prefix = `${projectName(folder)}:`;
  const own = (key: string) => (key.startsWith(prefix) ? key.slice(prefix.length) : key);
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [own(key), value]));
}

/** The project's name in Pulumi.yaml: the namespace of its own configuration keys, and the name of its state's folder. */
export function projectName(folder = projectFolder): string {
  const { name } = readMap(join(folder, "Pulumi.yaml"));
  if (typeof name !== "string") throw new UsageError(`${join(folder, "Pulumi.yaml")} has no name.`);
  return name;
}

/** Where Pulumi's file backend has the state of a stack of this checkout. */
export function stateFile(name: string, folder = projectFolder): string {
  return join(folder, "state/.pulumi/stacks", projectName(folder), `${name}.json`);
}

const withSalt = v.object({
  checkpoint: v.object({
    latest: v.object({ secrets_providers: v.object({ state: v.object({ salt: v.string() }) }) }),
  }),
});

/** Whether the stack's file or its state in the checkout holds the salt of a passphrase, which then opens the state. Throws for a state that is not JSON. */
export function hasEncryptionSalt(name: string, folder = projectFolder): boolean {
  if (typeof readMap(join(folder, `Pulumi.${name}.yaml`)).encryptionsalt === "string") return true;
  const state = stateFile(name, folder);
  return existsSync(state) && v.is(withSalt, parseJson(v.unknown(), readFileSync(state, "utf8"), state));
}

/** Where the stack's host is: "local", "aws", "azure". */
export function stackTarget(name: string): string {
  const { target } = stackConfig(name);
  return typeof target === "string" ? target : "local";
}

function readMap(file: string): Readonly<Record<string, unknown>> {
  const document = parseFile(file);
  return isRecord(document) ? document : {};
}

function parseFile(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    const rule = first.includes("call stack") ? "it is nested too deeply" : first.replace(/:$/, "");
    throw new UsageError(`${file} can't be read: ${rule}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
