import { canonicalJson, type JsonMap } from "./json";
import type { PlannedStep, Preview } from "./preview";

/**
 * What leads from one plan to another, both made from nothing: the change of a pull request where no state can be read.
 * No provider took part, so every difference of an existing resource is an update; ids are not known.
 */
export function comparePreviews(base: Preview, head: Preview): Preview {
  const before = new Map(planned(base).map((step) => [step.urn, step]));
  const after = new Map(planned(head).map((step) => [step.urn, step]));
  const steps = [...after.values()].map((step) => compared(before.get(step.urn), step));
  const gone = [...before.values()].filter(({ urn }) => !after.has(urn)).map(deleted);
  return { steps: [...steps, ...gone], diagnostics: head.diagnostics };
}

/** Their names carry the hash of their settings, so that the new one can stand beside the old. */
const replacedByAnyChange = new Set(["docker:index/container:Container"]);

function planned({ steps }: Preview): readonly PlannedStep[] {
  return steps.filter(({ after }) => after !== undefined);
}

function compared(old: PlannedStep | undefined, now: PlannedStep): PlannedStep {
  const state = old?.after;
  if (state === undefined || now.after === undefined) return { ...now, operation: "create" };
  const changed = changedKeys(state.inputs, now.after.inputs);
  const isSame = changed.length === 0 && state.protect === now.after.protect;
  const change = replacedByAnyChange.has(now.type) ? "replace" : "update";
  return {
    ...now,
    operation: isSame ? "same" : change,
    before: state,
    changedKeys: changed,
    replaceKeys: [],
    detailedDiff: {},
  };
}

function deleted({ after, ...step }: PlannedStep): PlannedStep {
  return {
    ...step,
    operation: "delete",
    ...(after === undefined ? {} : { before: after }),
    changedKeys: [],
    replaceKeys: [],
    detailedDiff: {},
  };
}

function changedKeys(before: JsonMap, after: JsonMap): readonly string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !key.startsWith("__"));
  return keys.filter((key) => canonicalJson(before[key] ?? null) !== canonicalJson(after[key] ?? null)).sort();
}
