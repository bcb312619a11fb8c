import type { Origin } from "./fault";

/** A value of a Compose file that knows where it is written. Maps keep any key, `__proto__` too. Never changed once made. */
export type Node = ScalarNode | ListNode | MapNode;
export type Scalar = string | number | boolean | null;

interface Written {
  readonly origin: Origin;
  /** `!reset` takes away what an earlier file has at this place, `!override` replaces it. */
  readonly tag?: "reset" | "override";
}

export interface ScalarNode extends Written {
  readonly kind: "scalar";
  readonly value: Scalar;
  /** What it is as a text, where a text is wanted: a number's digits. */
  readonly text: string;
}

export interface ListNode extends Written {
  readonly kind: "list";
  readonly items: readonly Node[];
}

export interface MapNode extends Written {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Node>;
}

export function scalarNode(value: Scalar, origin: Origin): ScalarNode {
  return { kind: "scalar", value, text: value === null ? "" : String(value), origin };
}

export function listNode(items: readonly Node[], origin: Origin): ListNode {
  return { kind: "list", items, origin };
}

export function mapNode(entries: Iterable<readonly [string, Node]>, origin: Origin): MapNode {
  return { kind: "map", entries: new Map(entries), origin };
}

/** A mapping of texts, numbers and booleans that all stand at one place. */
export function literalMap(values: Readonly<Record<string, Scalar | Node>>, origin: Origin): MapNode {
  return mapNode(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === "object" && value !== null ? value : scalarNode(value, origin),
    ]),
    origin,
  );
}

export function isText(node: Node | undefined): node is ScalarNode & { readonly value: string } {
  return node?.kind === "scalar" && typeof node.value === "string";
}

export function isNull(node: Node): boolean {
  return node.kind === "scalar" && node.value === null;
}

/** The entry of a mapping; undefined where there is none, or where the node is not a mapping. */
export function entryOf(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === "map" ? node.entries.get(key) : undefined;
}

/** The mapping with these entries instead of, or beside, its own; undefined takes one away. */
export function withEntries(node: MapNode, changes: Readonly<Record<string, Node | undefined>>): MapNode {
  const entries = new Map(node.entries);
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) entries.delete(key);
    else entries.set(key, value);
  }
  return { ...node, entries };
}

/** Plain data, for messages and for what is passed on as it is written. */
export function toData(node: Node): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(toData);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, toData(value)]));
}

/** Whether both have the same content, wherever they are written. */
export function sameContent(a: Node, b: Node): boolean {
  if (a.kind === "scalar") return b.kind === "scalar" && a.value === b.value;
  if (a.kind === "list")
    return (
      b.kind === "list" && a.items.length === b.items.length && a.items.every((item, at) => sameAt(item, b.items[at]))
    );
  if (b.kind !== "map" || a.entries.size !== b.entries.size) return false;
  return [...a.entries].every(([key, value]) => sameAt(value, b.entries.get(key)));
}

function sameAt(a: Node, b: Node | undefined): boolean {
  return b !== undefined && sameContent(a, b);
}
