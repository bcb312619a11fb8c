import type { PropertyValue } from "@berth/model/property";
import { isList, isMap, Secret } from "@berth/model/property";
import { diffProperties } from "@berth/model/property-diff";
import { getAtPath, parsePropertyPath, pathContains } from "@berth/model/property-path";
import { clipChange } from "./clip-text";
import { lineWidth, propertyLines } from "./property-lines";
import type { ValueOptions } from "./value";
import { renderValue } from "./value";
import type { ResourceState } from "@berth/model/state";
import type { Step } from "@berth/model/step";

/** What a plan has to say of a step: everything of what is new, else what changes. Marks as of `changeLines`. */
export function planLines(step: Step, options: ValueOptions): readonly string[] {
  return isNew(step) && step.after !== undefined ? inputLines(step.after, options) : changeLines(step, options);
}

/** What a step changes, "+ name: new", "- name: old", "~ name: old => new"; "!" ends what forces a replacement. */
export function changeLines(step: Step, options: ValueOptions): readonly string[] {
  const { before, after } = step;
  if (before === undefined || after === undefined || isNew(step)) return [];
  if (step.operation === "same" || step.operation.startsWith("delete")) return [];
  return changes(step, before, after)
    .filter(isOfPerson)
    .filter((change) => !isHidden(change, after))
    .flatMap(({ path, inputDiff, forces }) => {
      const old = value(inputDiff ? before.inputs : before.outputs, path) ?? value(before.inputs, path);
      const [first = "", ...rest] = differenceLines(path, [old, value(after.inputs, path)], options);
      return [`${first}${forces ? " !" : ""}`, ...rest];
    });
}

interface Change {
  readonly path: string;
  readonly inputDiff: boolean;
  readonly forces: boolean;
}

function changes(step: Step, before: ResourceState, after: ResourceState): readonly Change[] {
  const forcing = new Set(step.replaceKeys);
  if (step.detailedDiff !== undefined)
    return Object.entries(step.detailedDiff).map(([path, { kind, inputDiff }]) => ({
      path,
      inputDiff,
      forces: kind.endsWith("-replace") || forcing.has(path),
    }));
  const paths = Object.keys(diffProperties(before.inputs, after.inputs));
  const named = [...step.replaceKeys, ...step.changedKeys].filter(
    (key) => !paths.some((path) => topLevel(path) === key),
  );
  return [...new Set([...paths, ...named])].map((path) => ({
    path,
    inputDiff: true,
    forces: forcing.has(topLevel(path)),
  }));
}

/** A key that begins with "__" is a note of a provider for itself, such as which inputs are its defaults. */
function isOfPerson({ path }: Change): boolean {
  return !parsePropertyPath(path).some((key) => typeof key === "string" && key.startsWith("__"));
}

/** Option hideDiffs: the change is made, and not shown. */
function isHidden({ path }: Change, { hideDiff = [] }: ResourceState): boolean {
  return hideDiff.some((hidden) => pathContains(parsePropertyPath(hidden), parsePropertyPath(path)));
}

function isNew({ before, operation }: Step): boolean {
  return before === undefined || operation === "create" || operation === "read";
}

function inputLines(state: ResourceState, options: ValueOptions): readonly string[] {
  return Object.entries(state.inputs)
    .filter(([key]) => !key.startsWith("__"))
    .flatMap(([key, input]) => marked("+", propertyLines(key, input, options)));
}

/** A value before and after. */
type Pair<Value> = readonly [old: Value, now: Value];

function differenceLines(
  path: string,
  [old, now]: Pair<PropertyValue | undefined>,
  options: ValueOptions,
): readonly string[] {
  if (old === undefined && now === undefined) return [`~ ${path}`];
  if (old === undefined) return marked("+", propertyLines(path, now ?? null, options));
  if (now === undefined) return marked("-", propertyLines(path, old, options));
  const [before, after] = [shown(old, options), shown(now, options)];
  if (typeof before === "string" && typeof after === "string") return [`~ ${path}: ${clipChange(before, after)}`];
  const line = `~ ${path}: ${renderValue(before, options)} => ${renderValue(after, options)}`;
  if (line.length <= lineWidth) return [line];
  return (
    leafLines(path, [before, after], options) ?? [
      `~ ${path}:`,
      ...marked("    -", propertyLines("old", before, options)),
      ...marked("    +", propertyLines("new", after, options)),
    ]
  );
}

/** The leaves that differ within two lists or two maps. */
function leafLines(
  path: string,
  [old, now]: Pair<PropertyValue>,
  options: ValueOptions,
): readonly string[] | undefined {
  if (!(isList(old) && isList(now)) && !(isMap(old) && isMap(now))) return undefined;
  const [before, after] = [{ value: old }, { value: now }];
  return Object.keys(diffProperties(before, after)).flatMap((leaf) =>
    differenceLines(path + leaf.slice("value".length), [value(before, leaf), value(after, leaf)], options),
  );
}

function marked(mark: string, lines: readonly string[]): readonly string[] {
  return lines.map((text, index) => (index === 0 ? `${mark} ${text}` : `${" ".repeat(mark.length)} ${text}`));
}

function shown(of: PropertyValue, options: ValueOptions): PropertyValue {
  return of instanceof Secret && options.showSecrets ? of.value : of;
}

/** What lies within a secret is one. */
function value(properties: ResourceState["inputs"], path: string): PropertyValue | undefined {
  const keys = parsePropertyPath(path);
  const found = getAtPath(properties, keys);
  const isSecret = keys.some((_, index) => getAtPath(properties, keys.slice(0, index)) instanceof Secret);
  return isSecret && found !== undefined ? new Secret(found) : found;
}

function topLevel(path: string): string {
  return String(parsePropertyPath(path)[0] ?? path);
}
