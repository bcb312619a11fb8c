import type { PropertyMap, PropertyValue } from "@berth/model/property";
import { isList, isMap, Secret } from "@berth/model/property";
import type { PropertyPath } from "@berth/model/property-path";
import { parsePropertyPath } from "@berth/model/property-path";

export interface IgnoredChanges {
  readonly inputs: PropertyMap;
  /** Paths that could not be reset: malformed, or leading through an element that only one side has. */
  readonly unresolved: readonly string[];
}

/** `news` with the value at each path put back to what it is in `olds`, or removed when it is absent there. */
export function resetIgnoredChanges(olds: PropertyMap, news: PropertyMap, paths: readonly string[]): IgnoredChanges {
  let inputs = news;
  const unresolved: string[] = [];
  for (const text of paths) {
    const path = parsed(text);
    const outcome = path === undefined ? failed(inputs) : reset(path, { old: olds, fresh: inputs }, unmarked);
    if (isMap(outcome.value)) inputs = outcome.value;
    if (!outcome.resolved) unresolved.push(text);
  }
  return { inputs, unresolved };
}

/** What the new value becomes; `resolved` is false where the path has no counterpart on one side. */
interface Outcome {
  readonly value: PropertyValue;
  readonly resolved: boolean;
}

/** Whether the place is inside of a secret, on each side. */
interface Marks {
  readonly old: boolean;
  readonly fresh: boolean;
}

const unmarked: Marks = { old: false, fresh: false };

interface Sides {
  readonly old: PropertyValue | undefined;
  readonly fresh: PropertyValue;
}

function reset(path: PropertyPath, sides: Sides, marks: Marks): Outcome {
  const { old, fresh } = sides;
  const [key] = path;
  if (key === undefined) return failed(fresh);
  if (old instanceof Secret) return reset(path, { old: old.value, fresh }, { ...marks, old: true });
  if (fresh instanceof Secret) {
    const inner = reset(path, { old, fresh: fresh.value }, { ...marks, fresh: true });
    return { ...inner, value: new Secret(inner.value) };
  }
  const rest = path.slice(1);
  if (typeof key === "number") return resetIndex({ key, rest }, sides, marks);
  return key === "*" ? resetEvery(rest, sides, marks) : resetKey({ key, rest }, sides, marks);
}

/** A path that is not at its end. */
interface Step<Key> {
  readonly key: Key;
  readonly rest: PropertyPath;
}

function resetKey({ key, rest }: Step<string>, { old, fresh }: Sides, marks: Marks): Outcome {
  const before = isMap(old) && Object.hasOwn(old, key) ? old[key] : undefined;
  if (!isMap(fresh)) return { value: fresh, resolved: rest.length === 0 ? before === undefined : !isMap(old) };
  const now = Object.hasOwn(fresh, key) ? fresh[key] : undefined;
  if (rest.length === 0) {
    return done(before === undefined ? without(fresh, key) : { ...fresh, [key]: marked(before, marks) });
  }
  if (!isMap(old)) return failed(fresh);
  if (now === undefined) return { value: fresh, resolved: before === undefined };
  const inner = reset(rest, { old: before, fresh: now }, marks);
  return { ...inner, value: { ...fresh, [key]: inner.value } };
}

/** An index is never added or removed: that would move the others. */
function resetIndex({ key: index, rest }: Step<number>, { old, fresh }: Sides, marks: Marks): Outcome {
  if (!isList(old) || !isList(fresh)) return { value: fresh, resolved: !isList(old) && !isList(fresh) };
  const [before, now] = [old[index], fresh[index]];
  if (before === undefined || now === undefined) {
    return { value: fresh, resolved: rest.length === 0 && before === undefined && now === undefined };
  }
  const inner = rest.length === 0 ? done(marked(before, marks)) : reset(rest, { old: before, fresh: now }, marks);
  return { ...inner, value: fresh.with(index, inner.value) };
}

function resetEvery(rest: PropertyPath, { old, fresh }: Sides, marks: Marks): Outcome {
  if (isMap(fresh)) {
    if (!isMap(old)) return { value: fresh, resolved: rest.length === 0 };
    return rest.length === 0 ? done(markedAll(old, marks)) : resetEachKey(rest, { old, fresh }, marks);
  }
  if (!isList(fresh)) return failed(fresh);
  if (!isList(old)) return { value: fresh, resolved: rest.length === 0 };
  return resetEachIndex(rest, { old, fresh }, marks);
}

/** What both sides have. */
type Both<Value> = Readonly<Record<"old" | "fresh", Value>>;

function resetEachKey(rest: PropertyPath, { old, fresh }: Both<PropertyMap>, marks: Marks): Outcome {
  let outcome: Outcome = done(fresh);
  for (const key of Object.keys(old)) {
    if (!Object.hasOwn(fresh, key)) return failed(outcome.value);
    outcome = resetKey({ key, rest }, { old, fresh: outcome.value }, marks);
    if (!outcome.resolved) return outcome;
  }
  return outcome;
}

function resetEachIndex(rest: PropertyPath, { old, fresh }: Both<readonly PropertyValue[]>, marks: Marks): Outcome {
  let outcome: Outcome = done(fresh);
  for (let index = 0; index < Math.min(old.length, fresh.length); index += 1) {
    outcome = resetIndex({ key: index, rest }, { old, fresh: outcome.value }, marks);
    if (!outcome.resolved) return outcome;
  }
  return { ...outcome, resolved: old.length === fresh.length };
}

/** A value from inside of a secret stays secret when it lands outside of one. */
function marked(value: PropertyValue, marks: Marks): PropertyValue {
  return marks.old && !marks.fresh ? new Secret(value) : value;
}

function markedAll(old: PropertyMap, marks: Marks): PropertyMap {
  return Object.fromEntries(Object.entries(old).map(([key, value]) => [key, marked(value, marks)]));
}

function without(map: PropertyMap, key: string): PropertyMap {
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
}

function parsed(text: string): PropertyPath | undefined {
  try {
    return parsePropertyPath(text);
  } catch {
    return undefined;
  }
}

function done(value: PropertyValue): Outcome {
  return { value, resolved: true };
}

function failed(value: PropertyValue): Outcome {
  return { value, resolved: false };
}
