import type { Origin } from "../fault";
import { type MapNode, mapNode, type Node } from "../node";

/** YAML's `<<`: what the mapping has itself wins, then the first of a list. */
export function mergeKeys(node: MapNode, fault: (rule: string, origin: Origin) => void): MapNode {
  const merged = node.entries.get("<<");
  if (merged === undefined) return node;
  const sources = merged.kind === "list" ? merged.items : [merged];
  const entries = new Map<string, Node>();
  for (const source of sources) {
    if (source.kind !== "map") {
      fault("<< must be a mapping or a list of mappings", merged.origin);
      continue;
    }
    for (const [key, value] of source.entries) if (!entries.has(key)) entries.set(key, value);
  }
  for (const [key, value] of node.entries) if (key !== "<<") entries.set(key, value);
  return mapNode(entries, node.origin);
}
