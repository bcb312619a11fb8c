import { isNull, type ListNode, listNode, type MapNode, mapNode, type Node, sameContent } from "../node";
import type { Place } from "../place";
import { type MergeRule, mergeRules, uniqueBy } from "./merge-rules";

/** What an earlier file has with a later one over it, by the rules of the Compose Specification. Both in long form. */
export function merge(base: Node, over: Node, at: Place): Node {
  if (over.tag === "override") return resolveTags(over);
  const rule = mergeRules.find(at.path) ?? "deep";
  if (rule === "replace") return over;
  if (isNull(over)) return rule === "deep" ? base : over;
  if (isNull(base)) return resolveTags(over);
  return mergeAlike(base, over, { at, rule });
}

function mergeAlike(base: Node, over: Node, { at, rule }: { at: Place; rule: MergeRule }): Node {
  if (base.kind === "map" && over.kind === "map") return mergeMaps(base, over, { at, rule });
  if (base.kind === "list" && over.kind === "list") return mergeLists(base, over, at);
  if (base.kind === "scalar" && over.kind === "scalar") return over;
  at.fault("must be of the same kind as in the file before it, or be tagged !override", over);
  return base;
}

/** A tree that has nothing to merge with: `!reset` takes its place away, `!override` is done. */
export function resolveTags(node: Node): Node {
  const { origin } = node;
  if (node.kind === "list") return listNode(node.items.filter(({ tag }) => tag !== "reset").map(resolveTags), origin);
  if (node.kind === "scalar") return { kind: "scalar", value: node.value, text: node.text, origin };
  const kept = [...node.entries].filter(([, { tag }]) => tag !== "reset");
  return mapNode(
    kept.map(([key, value]) => [key, resolveTags(value)] as const),
    origin,
  );
}

function mergeMaps(base: MapNode, over: MapNode, { at, rule }: { at: Place; rule: MergeRule }): MapNode {
  if (rule === "same driver" && differs(base, over)) return over;
  const entries = new Map(base.entries);
  for (const [key, value] of over.entries) {
    const before = entries.get(key);
    if (value.tag === "reset") entries.delete(key);
    else if (before === undefined || rule === "entries") entries.set(key, resolveTags(value));
    else entries.set(key, merge(before, value, at.at(key)));
  }
  return { ...base, entries };
}

function mergeLists(base: ListNode, over: ListNode, at: Place): ListNode {
  const added = over.items.filter(
    (item) => item.tag !== "reset" && !base.items.some((before) => sameContent(before, item)),
  );
  return unique(listNode([...base.items, ...added.map(resolveTags)], over.origin), at);
}

/** Of items that stand for one thing, such as mounts at one place, the last one counts, where the first one was. */
export function unique(node: ListNode, at: Place): ListNode {
  const keyOf = uniqueBy.find(at.path);
  if (keyOf === undefined) return node;
  const items = new Map<string, Node>();
  for (const item of node.items) items.set(keyOf(item), item);
  return listNode([...items.values()], node.origin);
}

/** `unique` in the whole tree. */
export function uniqueEverywhere(node: Node, at: Place): Node {
  if (node.kind === "scalar") return node;
  if (node.kind === "list") {
    const { items } = unique(node, at);
    return { ...node, items: items.map((item, index) => uniqueEverywhere(item, at.at(index))) };
  }
  const entries = [...node.entries].map(([key, value]) => [key, uniqueEverywhere(value, at.at(key))] as const);
  return { ...node, entries: new Map(entries) };
}

function differs(base: MapNode, over: MapNode): boolean {
  const [before, after] = [base.entries.get("driver"), over.entries.get("driver")];
  return before !== undefined && after !== undefined && !sameContent(before, after);
}
