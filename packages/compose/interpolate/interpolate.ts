import type { Node, ScalarNode } from "../node";
import type { Place } from "../place";
import { casts } from "./casts";
import { type Lookup, substitute } from "./template";

/** The tree with its variables filled in, in every text but not in keys, and with texts read as numbers where numbers belong. */
export function interpolate(node: Node, lookup: Lookup, at: Place): Node {
  if (node.kind === "scalar") return scalar(node, lookup, at);
  if (node.kind === "list")
    return { ...node, items: node.items.map((item, index) => interpolate(item, lookup, at.at(index))) };
  const entries = [...node.entries].map(([key, value]) => [key, interpolate(value, lookup, at.at(key))] as const);
  return { ...node, entries: new Map(entries) };
}

function scalar(node: ScalarNode, lookup: Lookup, at: Place): ScalarNode {
  if (typeof node.value !== "string") return node;
  const { text, faults, unset } = substitute(node.value, lookup);
  for (const rule of faults) at.fault(rule, node);
  for (const name of new Set(unset)) at.warn(`the variable ${name} is not set`, node.origin);
  const cast = faults.length > 0 ? undefined : casts.find(at.path);
  if (cast === undefined) return { ...node, value: text, text };
  const value = cast.cast(text);
  if (value !== undefined) return { ...node, value, text: String(value) };
  at.fault(`must be ${cast.rule}`, { ...node, value: text });
  return node;
}
