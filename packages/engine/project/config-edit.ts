import { existsSync, statSync } from "node:fs";
import { isMap, isScalar } from "yaml";
import { EngineError } from "@berth/model/engine-error";
import type { Json } from "../wire/go-json";
import { configKey } from "./config-key";
import type { ConfigPath } from "./config-path";
import { writeFileAtomically } from "./stack-file";
import { openYamlDocument } from "./yaml-file";

/** The stack's file of a project. */
export interface ConfigFile {
  readonly path: string;
  readonly project: string;
}

/** Writes one value, `{secure: ciphertext}` for a secret, under the form of the key that the file has; comments and order stay. */
export function setConfigValue({ path, project }: ConfigFile, at: ConfigPath, value: Json): void {
  const document = openYamlDocument(path);
  const place = placeIn(document, project, at);
  if (!isMap(document.get("config"))) document.set("config", document.createNode({}));
  const node = document.createNode(value);
  const former = document.getIn(place, true);
  if (isScalar(former) && isScalar(node)) node.comment = former.comment ?? null;
  document.setIn(place, node);
  save(path, document.toString({ lineWidth: 0 }));
}

/** Removes one value; false: the file has none at this place. */
export function removeConfigValue({ path, project }: ConfigFile, at: ConfigPath): boolean {
  const document = openYamlDocument(path);
  const place = placeIn(document, project, at);
  if (!document.hasIn(place)) return false;
  document.deleteIn(place);
  save(path, document.toString({ lineWidth: 0 }));
  return true;
}

function placeIn(
  document: ReturnType<typeof openYamlDocument>,
  project: string,
  [key, ...rest]: ConfigPath,
): readonly (string | number)[] {
  const full = configKey(project, key);
  if (full === undefined) throw new EngineError(`"${key}" is not a key: it must be <name> or <namespace>:<name>`);
  const config = document.get("config");
  const names = isMap(config) ? config.items.map(({ key: name }) => (isScalar(name) ? String(name.value) : "")) : [];
  return ["config", names.find((name) => configKey(project, name) === full) ?? full, ...rest];
}

/** A file keeps its mode; a new one is readable by all, as a project's files are. */
function save(path: string, text: string): void {
  writeFileAtomically(path, text, existsSync(path) ? statSync(path).mode & 0o777 : 0o644);
}
