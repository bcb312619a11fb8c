import { EngineError } from "@berth/model/engine-error";
import type { Goal } from "@berth/model/goal";
import type { ResourceState } from "@berth/model/state";
import type { Operation, Step } from "@berth/model/step";
import { stateOf } from "../plan/goal-state";
import { executeStep } from "./execute-step";
import type { Run } from "./run";

/** Takes an existing object over as the goal's resource, as its provider sees it; an old one of another id waits for its deletion. */
export async function importResource(run: Run, goal: Goal, old: ResourceState | undefined): Promise<ResourceState> {
  const isReplacing = old !== undefined && run.journal.currentOf(old).pendingReplacement !== true;
  const step = (operation: Operation): Step => ({
    operation,
    urn: goal.urn,
    type: goal.type,
    ...(old === undefined ? {} : { before: old }),
    after: stateOf(goal, goal.inputs),
    replaceKeys: [],
    changedKeys: [],
  });
  const imported = await executeStep(run, step(isReplacing ? "import-replacement" : "import"), new Set());
  if (isReplacing) await executeStep(run, step("replace"), new Set());
  if (imported === undefined) throw new EngineError(`internal error: the import of ${goal.urn} yields no state`);
  return imported;
}
