import { decodeText } from "./decode-text";
import { canonicalJson, isJsonList, isJsonMap, type Json, type JsonMap } from "./json";
import type { PlannedStep } from "./preview";
import { textDiff } from "./text-diff";
import { isUnknown } from "./unknown-value";

export interface PropertyChange {
  /** As a program would write it: `rootBlockDevice.volumeSize`, `ports[80]`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  /** The replacement of the resource is because of it. */
  readonly forces: boolean;
  readonly before?: Json;
  readonly after?: Json;
  /** A unified diff in place of the values, for texts of several lines, and what they were wrapped in. */
  readonly text?: { readonly lines: readonly string[]; readonly encoding: string };
}

/** What a step changes of the inputs, leaf by leaf; for a created resource all of them. Pulumi's own "__…" keys are left out. */
export function propertyChanges(step: PlannedStep): readonly PropertyChange[] {
  const before = step.operation === "create" ? {} : (step.before?.inputs ?? {});
  const after = step.after?.inputs ?? {};
  if (step.operation === "delete") return [];
  const found = diffMaps(before, after, "").map((change) => ({ ...change, forces: forces(step, change.path) }));
  return [...found, ...unseen(step, found)]
    .filter(({ path, kind }) => kind !== "delete" || !wasDefault(step, path))
    .sort((a, b) => Number(b.forces) - Number(a.forces));
}

/** Whether a path is that of an input or of something in it. */
export function isWithin(path: string, input: string): boolean {
  return path === input || path.startsWith(`${input}.`) || path.startsWith(`${input}[`);
}

/** The top-level input that a path begins with. */
export function rootOfPath(path: string): string {
  return /^[^.[]*/.exec(path)?.[0] ?? path;
}

type Found = Omit<PropertyChange, "forces">;

function diffMaps(before: JsonMap, after: JsonMap, prefix: string): readonly Found[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !key.startsWith("__"));
  return keys.sort().flatMap((key) => diffValues(own(before, key), own(after, key), pathOf(prefix, key)));
}

function diffValues(before: Json | undefined, after: Json | undefined, path: string): readonly Found[] {
  const [old, now] = [before ?? undefined, after ?? undefined];
  if (old === undefined || now === undefined) return oneSided(old, now, path);
  if (canonicalJson(old) === canonicalJson(now)) return [];
  if (isJsonMap(old) && isJsonMap(now)) return diffMaps(old, now, path);
  if (isJsonList(old) && isJsonList(now)) return diffLists(old, now, path);
  return [{ path, kind: "update", before: old, after: now, ...asText(old, now) }];
}

function oneSided(old: Json | undefined, now: Json | undefined, path: string): readonly Found[] {
  if (old === undefined && now === undefined) return [];
  if (old === undefined) return now === undefined ? [] : [{ path, kind: "add", after: now, ...asText("", now) }];
  return [{ path, kind: "delete", before: old, ...asText(old, "") }];
}

/** Elements that have a name are compared by it, texts as a set; only what is left is compared place by place. */
function diffLists(before: readonly Json[], after: readonly Json[], path: string): readonly Found[] {
  const key = identifyingKeys.find((name) => [...before, ...after].every((item) => nameIn(item, name) !== undefined));
  if (key !== undefined) return diffMaps(keyed(before, key), keyed(after, key), path);
  if ([...before, ...after].every((item) => typeof item === "string")) {
    const gone = before.filter((item) => !after.includes(item));
    const come = after.filter((item) => !before.includes(item));
    return [
      ...gone.map((item): Found => ({ path: `${path}[]`, kind: "delete", before: item })),
      ...come.map((item): Found => ({ path: `${path}[]`, kind: "add", after: item })),
      ...(gone.length + come.length === 0 ? [{ path, kind: "update" as const, before, after }] : []),
    ];
  }
  return diffMaps(Object.fromEntries(before.entries()), Object.fromEntries(after.entries()), path);
}

/** Names of list elements in the SDKs that Berth uses. */
const identifyingKeys = ["name", "label", "file", "containerPath", "external", "deviceName"] as const;

function nameIn(item: Json, key: string): string | undefined {
  if (!isJsonMap(item)) return undefined;
  const value = item[key];
  if (isUnknown(value)) return undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function keyed(items: readonly Json[], key: string): JsonMap {
  return Object.fromEntries(items.map((item, index) => [`[${nameIn(item, key) ?? index}]`, item]));
}

function asText(old: Json, now: Json): Pick<PropertyChange, "text"> {
  if (typeof old !== "string" || typeof now !== "string") return {};
  const [before, after] = [decodeText(old), decodeText(now)];
  if (before === undefined && after === undefined) return {};
  // A value that is not a text of several lines (unknown, empty) gets a line of its own.
  const lines = textDiff(before?.text ?? old, after?.text ?? now);
  if (lines.length === 0) return {};
  const encodings = new Set([before, after].flatMap((decoded) => decoded?.encoding ?? []));
  return { text: { lines, encoding: [...encodings].filter((each) => each !== "").join(", then ") } };
}

function forces(step: PlannedStep, path: string): boolean {
  if (step.operation !== "replace") return false;
  const paths = Object.entries(step.detailedDiff).flatMap(([key, kind]) => (kind.endsWith("-replace") ? [key] : []));
  const named = [...paths, ...step.replaceKeys];
  return named.some((key) => key === path || rootOfPath(key) === rootOfPath(path));
}

/** The provider had filled it in by itself, and did not get to it yet. */
function wasDefault({ before }: PlannedStep, path: string): boolean {
  const defaults = before?.inputs.__defaults;
  return isJsonList(defaults) && defaults.includes(path);
}

/** What the provider names and the inputs don't show: a changed secret, or a property that drifted. */
function unseen(step: PlannedStep, found: readonly Found[]): readonly PropertyChange[] {
  const roots = new Set(found.map(({ path }) => rootOfPath(path)));
  const named = [...Object.keys(step.detailedDiff), ...step.changedKeys, ...step.replaceKeys].map(rootOfPath);
  return [...new Set(named)]
    .filter((root) => !roots.has(root) && !root.startsWith("__") && !isPulumis(root, step))
    .map((path) => ({
      path,
      kind: "update",
      forces: forces(step, path),
      ...(step.before?.inputs[path] === undefined ? {} : { before: step.before.inputs[path] }),
      ...(step.after?.inputs[path] === undefined ? {} : { after: step.after.inputs[path] }),
    }));
}

/** Reasons that Pulumi gives for a replacement in the place of an input. */
function isPulumis(root: string, { before, after }: PlannedStep): boolean {
  return (
    ["provider", "deletedWith"].includes(root) &&
    before?.inputs[root] === undefined &&
    after?.inputs[root] === undefined
  );
}

function pathOf(prefix: string, key: string): string {
  if (key.startsWith("[")) return prefix + key;
  if (/^\d+$/.test(key)) return `${prefix}[${key}]`;
  const name = /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key);
  return prefix === "" ? name : `${prefix}.${name}`;
}

function own(map: JsonMap, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
