import type { Goal } from "@berth/model/goal";
import { deleteBeforeReplacement } from "./delete";
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
  readonly old?: ResourceState | undefined;
  /** Absent when there is nothing to compare with: no old state, or one that is already deleted. */
  readonly diff?: DiffResult;
  /** The goal's replacement trigger has another value than that of the old state. */
  readonly triggered?: boolean;
  /** The old one was deleted earlier in this run, to be made again. */
  readonly alreadyDeleted: boolean;
  /** Inputs because of which it was deleted. */
  readonly dependentKeys?: readonly string[];
}

export type Decision = "create" | "recreate" | "adopt-external" | "same" | "update" | "replace";

/** Says what happens to the resource; replacement is decided before its inputs are checked anew. */
export function decide(request: Omit<PlanRequest, "inputs">): Decision {
  const { old } = request;
  if (old === undefined) return "create";
  if (request.alreadyDeleted) return "recreate";
  return old.external === true ? "adopt-external" : decideOf(old, request);
}

/** Replaced whatever the inputs: by the goal's trigger, or because an earlier run has deleted it and not made it again. */
function decideOf(old: ResourceState, { triggered, diff }: Pick<PlanRequest, "triggered" | "diff">): Decision {
  if (triggered === true || old.pendingReplacement === true) return "replace";
  if (diff?.changes === "some") return forcesReplace(diff) ? "replace" : "update";
  return (old.initErrors ?? []).length > 0 ? "update" : "same";
}

/** Whether the goal takes over an object that the old state is not. */
export function isImport(goal: Goal, old: ResourceState | undefined): boolean {
  if (!goal.custom || goal.importId === undefined) return false;
  return old === undefined || old.external === true || (old.importId ?? old.id) !== goal.importId;
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
      return [
        step("replace", stateOf(goal, inputs)),
        { ...step("create-replacement", stateOf(goal, inputs)), replaceKeys: request.dependentKeys ?? [] },
      ];
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
  if (request.old !== undefined && deletesFirst(request.goal, request.diff))
    return [
      ...(request.old.pendingReplacement === true ? [] : [deleteBeforeReplacement(request.old)]),
      step("replace", after),
      step("create-replacement", after),
    ];
  return [step("create-replacement", after), step("replace", after)];
}

/** Named keys, else the top-level keys of the detailed diff that say replace. */
function replaceKeys(diff: DiffResult | undefined): readonly string[] {
  if (diff === undefined) return [];
  if (diff.replaceKeys.length > 0) return diff.replaceKeys;
  return Object.entries(diff.detailedDiff ?? {})
    .filter(([, change]) => change.kind.endsWith("-replace"))
    .map(([path]) => path);
}
