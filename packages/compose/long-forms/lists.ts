import { isNull, isText, listNode, literalMap, mapNode, type Node, scalarNode, withEntries } from "../node";
import type { Place } from "../place";
import { shellWords } from "./shell-words";

export function oneAsList(node: Node): Node {
  return isText(node) ? listNode([node], node.origin) : node;
}

/** A list of names as a mapping of names to nothing. */
export function namesAsMap(node: Node): Node {
  if (node.kind !== "list") return node;
  return mapNode(
    node.items.map((item) => [item.kind === "scalar" ? item.text : "", scalarNode(null, item.origin)] as const),
    node.origin,
  );
}

export function dependencies(node: Node): Node {
  if (node.kind !== "list") return node;
  const started = { condition: "service_started", required: true };
  return mapNode(
    node.items.map((item) => [item.kind === "scalar" ? item.text : "", literalMap(started, item.origin)] as const),
    node.origin,
  );
}

export function envFiles(node: Node): Node {
  const list = oneAsList(node);
  if (list.kind !== "list") return list;
  const items = list.items.map((item) =>
    isText(item) ? literalMap({ path: item, required: true }, item.origin) : item,
  );
  return listNode(items, node.origin);
}

/** A text as a mapping whose entry `key` it is. */
export function textAs(key: string): (node: Node) => Node {
  return (node) => (isText(node) ? literalMap({ [key]: node }, node.origin) : node);
}

export function command(node: Node, at: Place): Node {
  if (!isText(node)) return node;
  const words = shellWords(node.value);
  if (words === undefined) {
    at.fault("must have its quotes and brackets closed", node);
    return listNode([], node.origin);
  }
  return listNode(
    words.map((word) => scalarNode(word, node.origin)),
    node.origin,
  );
}

export function healthTest(node: Node): Node {
  return isText(node) ? listNode([scalarNode("CMD-SHELL", node.origin), node], node.origin) : node;
}

export function allGpus(node: Node): Node {
  return isText(node) && node.value === "all"
    ? listNode([literalMap({ count: "all" }, node.origin)], node.origin)
    : node;
}

export function ulimit(node: Node): Node {
  if (node.kind !== "scalar" || typeof node.value !== "number") return node;
  return literalMap({ soft: node, hard: node }, node.origin);
}

export function device(node: Node, at: Place): Node {
  if (!isText(node)) return node;
  const [source = "", target = source, permissions = "rwm", ...more] = node.value.split(":");
  if (more.length > 0) at.fault('must be "source:target:permissions"', node);
  return literalMap({ source, target, permissions }, node.origin);
}

/** `external: { name: x }`, which is old, as `external: true` and `name: x`. */
export function maybeExternal(node: Node, at: Place): Node {
  if (node.kind !== "map") return node;
  const external = node.entries.get("external");
  if (external?.kind !== "map") return node;
  const name = external.entries.get("name");
  const own = node.entries.get("name");
  if (isText(name) && isText(own) && own.value !== name.value)
    at.at("external", "name").fault("must not differ from name; use name alone", name);
  return withEntries(node, { external: scalarNode(true, external.origin), name: own ?? name });
}

export function included(node: Node): Node {
  const long = textAs("path")(node);
  if (long.kind !== "map") return long;
  const lists = ["path", "env_file"].flatMap((key) => {
    const value = long.entries.get(key);
    return value === undefined || isNull(value) ? [] : [[key, oneAsList(value)] as const];
  });
  return withEntries(long, Object.fromEntries(lists));
}
