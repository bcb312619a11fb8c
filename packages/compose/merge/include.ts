import { posix } from "node:path";
import type { Lookup } from "../interpolate/template";
import { readEnvFile } from "../interpolate/dotenv";
import { entryOf, isText, mapNode, type MapNode, type Node, sameContent, withEntries } from "../node";
import type { Place } from "../place";
import type { ComposeText, Loading } from "./file-source";
import { merge } from "./merge";
import { absolute } from "./resolve-paths";

const PARTS = ["services", "volumes", "networks", "secrets", "configs", "models", "jobs"];

/** The file with the parts of those that it includes; where both have one, the file's own is over it. */
export function applyIncludes(file: MapNode, around: Loading, root: Place): MapNode {
  const includes = file.entries.get("include");
  if (includes === undefined) return file;
  const at = root.at("include");
  if (includes.kind !== "list") {
    at.fault("must be a list of files", includes);
    return withEntries(file, { include: undefined });
  }
  let result = withEntries(file, { include: undefined });
  for (const [index, include] of includes.items.entries()) {
    const imported = loadInclude(include, around, at.at(index));
    if (imported !== undefined) result = importParts(imported, result, root);
  }
  return result;
}

function loadInclude(include: Node, around: Loading, at: Place): Node | undefined {
  const { loader } = around;
  const paths = textsOf(entryOf(include, "path")).map((path) => absolute(path, around.folder));
  const [main] = paths;
  if (main === undefined) return at.fault("must name a file", include);
  if (around.trail.includes(main)) return at.fault("must not lead back to a file that includes it", include);
  const files = paths.flatMap((path): ComposeText[] => {
    const text = loader.open(path);
    if (text === undefined) at.fault(`there is no file ${loader.label(path)}`, include);
    return text === undefined ? [] : [{ path, text }];
  });
  const given = entryOf(include, "project_directory");
  const folder = isText(given) ? absolute(given.value, around.folder) : posix.dirname(main);
  const lookup = lookupOf(include, { folder, around }, at);
  return files.length < paths.length ? undefined : loader.load(files, { folder, lookup, trail: around.trail });
}

interface Including {
  readonly folder: string;
  readonly around: Loading;
}

/** The project's variables, then those of the include's own env files, or of the `.env` in its folder. */
function lookupOf(include: Node, { folder, around }: Including, at: Place): Lookup {
  const { loader } = around;
  const given = textsOf(entryOf(include, "env_file")).filter((path) => path !== "/dev/null");
  const paths = given.length > 0 ? given.map((path) => absolute(path, around.folder)) : [posix.join(folder, ".env")];
  const values = new Map<string, string>();
  const lookup: Lookup = (name) => around.lookup(name) ?? values.get(name);
  for (const path of paths) {
    const text = loader.open(path);
    if (text === undefined) {
      if (given.length > 0) at.at("env_file").fault(`there is no file ${loader.label(path)}`, include);
      continue;
    }
    const { values: read, faults } = readEnvFile(text, lookup);
    for (const { line, rule } of faults) at.faultAt(rule, { file: loader.label(path), line });
    for (const [name, value] of read) values.set(name, value);
  }
  return lookup;
}

function importParts(imported: Node, into: MapNode, root: Place): MapNode {
  const parts = PARTS.flatMap((part) => {
    const from = entryOf(imported, part);
    if (from?.kind !== "map") return [];
    const own = into.entries.get(part);
    const entries = new Map(own?.kind === "map" ? own.entries : []);
    for (const [name, node] of from.entries) {
      const before = entries.get(name);
      if (before === undefined) entries.set(name, node);
      else if (!sameContent(before, node)) entries.set(name, merge(node, before, root.at(part, name)));
    }
    return [[part, mapNode(entries, own?.origin ?? from.origin)] as const];
  });
  return withEntries(into, Object.fromEntries(parts));
}

function textsOf(node: Node | undefined): readonly string[] {
  return node?.kind === "list" ? node.items.flatMap((item) => (isText(item) ? [item.value] : [])) : [];
}
