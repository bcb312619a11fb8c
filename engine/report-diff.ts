import type { PropertyValue } from "./property";
import { diffProperties } from "./property-diff";
import { getAtPath, parsePropertyPath } from "./property-path";
import type { ValueOptions } from "./report-value";
import { renderValue } from "./report-value";
import type { ResourceState } from "./state";
import type { Step } from "./step";

/** What a step changes, one property a line: "+ name: new", "- name: old", "~ name: old => new"; "!" ends what forces a replacement. */
export function renderDiff(step: Step, options: ValueOptions): readonly string[] {
  const { before, after } = step;
  if (after === undefined || step.operation.startsWith("delete")) return [];
  if (before === undefined || step.operation === "create" || step.operation === "read")
    return allInputs(after, options);
  if (step.operation === "same") return [];
  return changes(step, before, after).map(({ path, inputDiff, forces }) => {
    const [old, now] = [value(inputDiff ? before.inputs : before.outputs, path), value(after.inputs, path)];
    return `${line(path, old ?? value(before.inputs, path), now, options)}${forces ? " !" : ""}`;
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

function allInputs(state: ResourceState, options: ValueOptions): readonly string[] {
  return Object.entries(state.inputs)
    .filter(([key]) => !key.startsWith("__"))
    .map(([key, input]) => `+ ${key}: ${renderValue(input, options)}`);
}

function line(
  path: string,
  old: PropertyValue | undefined,
  now: PropertyValue | undefined,
  options: ValueOptions,
): string {
  if (old === undefined && now === undefined) return `~ ${path}`;
  if (old === undefined) return `+ ${path}: ${renderValue(now ?? null, options)}`;
  if (now === undefined) return `- ${path}: ${renderValue(old, options)}`;
  return `~ ${path}: ${renderValue(old, options)} => ${renderValue(now, options)}`;
}

function value(properties: ResourceState["inputs"], path: string): PropertyValue | undefined {
  return getAtPath(properties, parsePropertyPath(path));
}

function topLevel(path: string): string {
  return String(parsePropertyPath(path)[0] ?? path);
}
