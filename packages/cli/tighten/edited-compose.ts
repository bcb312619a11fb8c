import { isMap, isScalar, parseDocument, type Pair, type ParsedNode } from "yaml";
import type { TightenedKeys } from "./tightened-keys";

/** `deploy.resources` has the limits of a service that has it: Compose takes no second ones. */
const limits = new Set(["mem_limit", "pids_limit"]);

/**
 * The text of a Compose file in which the service has these keys, the others, comments and spaces as they were. Undefined where the
 * service is not a block of keys of its own in this file.
 */
export function editedCompose(text: string, service: string, keys: TightenedKeys): string | undefined {
  const node = parseDocument(text).getIn(["services", service], true);
  if (!isMap<ParsedNode, ParsedNode | null>(node) || node.flow === true) return undefined;
  const pairs = new Map(node.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
  const [first] = pairs.values();
  if (first === undefined) return undefined;
  const begin = first.key.range[0];
  const indent = text.slice(text.lastIndexOf("\n", begin) + 1, begin);
  if (indent.trim() !== "") return undefined;
  const wanted = [...keys].filter(([key]) => !(limits.has(key) && pairs.has("deploy")));
  const isAdded = ([key, yaml]: readonly [string, string]) => !pairs.has(key) && yaml !== "[]";
  const added = wanted.filter(isAdded).map(([key, yaml]) => `${key}: ${yaml}\n${indent}`);
  const edits = wanted.flatMap(([key, yaml]) => {
    const pair = pairs.get(key);
    return pair === undefined ? [] : [{ ...rangeOf(text, pair), by: `${key}: ${yaml}` }];
  });
  // From the end, so that an edit moves none that is still to come.
  return [{ start: begin, end: begin, by: added.join("") }, ...edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((result, { start, end, by }) => result.slice(0, start) + by + result.slice(end), text);
}

function rangeOf(text: string, { key, value }: Pair<ParsedNode, ParsedNode | null>) {
  const start = key.range[0];
  const end = value?.range[1] ?? key.range[1];
  return { start, end: start + text.slice(start, end).trimEnd().length };
}
