import { isText, listNode, mapNode, type Node, scalarNode } from "../node";
import type { Place } from "../place";

type Entry = readonly [string, Node];

/** A list of NAME=value as a mapping; NAME alone has no value. The last one of a name counts. */
export function keyValues(node: Node, at: Place): Node {
  if (node.kind !== "list") return node;
  const entries = node.items.flatMap((item, index): Entry[] => {
    if (item.kind !== "scalar") return faulty(item, at.at(index));
    const cut = item.text.indexOf("=");
    if (cut < 0) return [[item.text, scalarNode(null, item.origin)]];
    const name = item.text.slice(0, cut);
    if (/\s$/.test(name)) at.at(index).fault("must not have a space before =", item);
    return [[name, scalarNode(item.text.slice(cut + 1), item.origin)]];
  });
  return mapNode(entries, node.origin);
}

/** As keyValues, where a name alone stands for nothing. */
export function pairs(node: Node, at: Place): Node {
  if (node.kind === "list")
    for (const [index, item] of node.items.entries())
      if (item.kind === "scalar" && !item.text.includes("=")) at.at(index).fault("must be name=value", item);
  return keyValues(node, at);
}

/** Host names with their addresses, each a list: "name=address" or "name:address", addresses parted by commas. */
export function extraHosts(node: Node, at: Place): Node {
  if (node.kind === "map")
    return mapNode(
      [...node.entries].map(([host, value]): Entry => [host, addresses(value)]),
      node.origin,
    );
  if (node.kind !== "list") return node;
  const hosts = new Map<string, Node>();
  for (const [index, item] of node.items.entries()) {
    const [, host, all] = /^([^=:]+)[=:](.*)$/s.exec(item.kind === "scalar" ? item.text : "") ?? [];
    if (host === undefined || all === undefined) {
      at.at(index).fault('must be "host:address"', item);
      continue;
    }
    const before = hosts.get(host);
    const added = all.split(",").map((address) => scalarNode(withoutBrackets(address), item.origin));
    hosts.set(host, listNode([...(before?.kind === "list" ? before.items : []), ...added], item.origin));
  }
  return mapNode(hosts, node.origin);
}

function addresses(value: Node): Node {
  if (value.kind === "list") return listNode(value.items.map(cleaned), value.origin);
  return value.kind === "scalar" ? listNode([cleaned(value)], value.origin) : value;
}

function cleaned(node: Node): Node {
  return isText(node) ? scalarNode(withoutBrackets(node.value), node.origin) : node;
}

function withoutBrackets(address: string): string {
  return address.replace(/^\[(.+)\]$/, "$1");
}

function faulty(item: Node, at: Place): [] {
  at.fault("must be a text such as NAME=value", item);
  return [];
}
