import type { Goal } from "@berth/model/goal";
import { stateOf, unchanged, updated } from "./goal-state";
import type { PropertyMap } from "@berth/model/property";
import type { DiffResult } from "@berth/model/provider";
import type { ResourceState } from "@berth/model/state";
import type { Operation, Step } from "@berth/model/step";

/** Everything the decision about one registration depends on. */
export interface PlanRequest {
  readonly goal: Goal;
  /** The goal's inputs as the provider's Check returned them. */
  readonly inputs: PropertyMap;
  readonly old?: ResourceState;
  /** Absent when there is nothing to compare with: no old state, or one that is already deleted. */
  readonly diff?: DiffResult;
  /** The old one was deleted earlier in this run, or in the last one, to be made again. */
  readonly alreadyDeleted: boolean;
}

export type Decision = "create" | "recreate" | "adopt-external" | "same" | "update" | "replace";

/** Says what happens to the resource; replacement is decided before its inputs are checked anew. */
export function decide(request: Omit<PlanRequest, "inputs">): Decision {
  const { old, diff } = request;
  if (old === undefined) return "create";
  if (request.alreadyDeleted) return "recreate";
  if (old.external === true) return "adopt-external";
  if (diff?.changes === "some") return forcesReplace(diff) ? "replace" : "update";
  return (old.initErrors ?? []).length > 0 ? "update" : "same";
}

export function forcesReplace(diff: DiffResult): boolean {
  return replaceKeys(diff).length > 0;
}

/** The goal's own answer if it has one, else the provider's. */
export function deletesFirst(goal: Goal, diff: DiffResult | undefined): boolean {
  return goal.deleteBeforeReplace ?? diff?.deleteBeforeReplace ?? false;
}

/** The steps of a decision, in the order in which they are taken. */
export function stepsOf(decision: Decision, request: PlanRequest): readonly Step[] {
  const { goal, inputs, old } = request;
  const step = stepMaker(request);
  if (old === undefined || decision === "create") return [step("create", stateOf(goal, inputs))];
  switch (decision) {
    case "recreate":
      return [step("replace", stateOf(goal, inputs)), step("create-replacement", stateOf(goal, inputs))];
    case "adopt-external":
      return [step("create-replacement", stateOf(goal, inputs)), step("replace", stateOf(goal, inputs))];
    case "same":
      return [step("same", unchanged(goal, inputs, old))];
    case "update":
      return [step("update", updated(goal, inputs, old))];
    case "replace":
      return replacement(request, step);
  }
}

type StepMaker = (operation: Operation, after?: ResourceState) => Step;

function stepMaker({ goal, old, diff }: PlanRequest): StepMaker {
  return (operation, after) => ({
    operation,
    urn: goal.urn,
    type: goal.type,
    ...(old === undefined ? {} : { before: old }),
    ...(after === undefined ? {} : { after }),
    replaceKeys: replaceKeys(diff),
    changedKeys: diff?.changedKeys ?? [],
    ...(diff?.detailedDiff === undefined ? {} : { detailedDiff: diff.detailedDiff }),
  });
}

function replacement(request: PlanRequest, step: StepMaker): readonly Step[] {
  const after = stateOf(request.goal, request.inputs);
  if (deletesFirst(request.goal, request.diff))
    return [step("delete-replaced", waiting(request.old)), step("replace", after), step("create-replacement", after)];
  return [step("create-replacement", after), step("replace", after)];
}

function waiting(old: ResourceState | undefined): ResourceState | undefined {
  return old === undefined ? undefined : { ...old, pendingReplacement: true };
}

/** Named keys, else the top-level keys of the detailed diff that say replace. */
function replaceKeys(diff: DiffResult | undefined): readonly string[] {
  if (diff === undefined) return [];
  if (diff.replaceKeys.length > 0) return diff.replaceKeys;
  return Object.entries(diff.detailedDiff ?? {})
    .filter(([, change]) => change.kind.endsWith("-replace"))
    .map(([path]) => path);
}
