import { posix } from "node:path";
import { entryOf, isText, type MapNode, type Node, type ScalarNode, scalarNode, withEntries } from "../node";
import { PathTable } from "../path-table";
import type { Path } from "../fault";

type Resolve = (node: Node, folder: string) => Node;

const REMOTE = /^(?:[a-z+.-]+:\/\/|service:|github\.com\/|git@)/;

const SERVICE: Readonly<Record<string, Resolve>> = {
  "build.context": context,
  "build.additional_contexts.*": context,
  "develop.watch.[].path": path,
  "env_file.[].path": path,
  "label_file.[]": path,
  "volumes.[]": bindMount,
};

const table = new PathTable<Resolve>({
  ...Object.fromEntries(Object.entries(SERVICE).map(([key, resolve]) => [`services.*.${key}`, resolve])),
  "configs.*.file": path,
  "secrets.*.file": path,
  "volumes.*": boundVolume,
});

/** The tree with its relative paths made absolute, from the folder of the file that has them. */
export function resolvePaths(node: Node, folder: string, at: Path = []): Node {
  const resolve = table.find(at);
  if (resolve !== undefined) return resolve(node, folder);
  if (node.kind === "scalar") return node;
  if (node.kind === "list")
    return { ...node, items: node.items.map((item, index) => resolvePaths(item, folder, [...at, index])) };
  const entries = [...node.entries].map(([key, value]) => [key, resolvePaths(value, folder, [...at, key])] as const);
  return { ...node, entries: new Map(entries) };
}

/** From `folder`; absolute ones, those of Windows and of a home folder stay. */
export function absolute(text: string, folder: string): string {
  return text === "" || /^(?:[/~]|[A-Za-z]:[\\/]|\\\\)/.test(text)
    ? text
    : posix.join(folder, text).replace(/(.)\/$/, "$1");
}

function path(node: Node, folder: string): Node {
  return isText(node) ? changed(node, absolute(node.value, folder)) : node;
}

function context(node: Node, folder: string): Node {
  return isText(node) && REMOTE.test(node.value) ? node : path(node, folder);
}

function bindMount(node: Node, folder: string): Node {
  const [type, source] = [entryOf(node, "type"), entryOf(node, "source")];
  if (node.kind !== "map" || !isText(type) || type.value !== "bind" || source === undefined) return node;
  return withEntries(node, { source: path(source, folder) });
}

/** A local volume with `o: bind` is a host path by another name. */
function boundVolume(node: Node, folder: string): Node {
  const [driver, options] = [entryOf(node, "driver"), entryOf(node, "driver_opts")];
  const [how, device] = [entryOf(options, "o"), entryOf(options, "device")];
  const isBind = isText(driver) && driver.value === "local" && isText(how) && how.value === "bind";
  if (node.kind !== "map" || options?.kind !== "map" || !isBind || device === undefined) return node;
  const bound: MapNode = withEntries(options, { device: path(device, folder) });
  return withEntries(node, { driver_opts: bound });
}

function changed(node: ScalarNode, text: string): ScalarNode {
  return { ...scalarNode(text, node.origin), ...(node.tag === undefined ? {} : { tag: node.tag }) };
}
