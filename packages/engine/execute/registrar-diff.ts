import type { Goal } from "@berth/model/goal";
import { isProviderType } from "@berth/model/goal";
import { diffInputs, replaceBecauseOf, settleDiff } from "../plan/diff";
import { parseProviderReference } from "../plan/provider-reference";
import { providerOutputs } from "../plan/goal-state";
import { forcesReplace } from "../plan/steps";
import { deepEqual } from "@berth/model/property-diff";
import type { DiffResult } from "@berth/model/provider";
import type { RegisteredResources } from "./registered-resources";
import type { Run } from "./run";
import type { ResourceState } from "@berth/model/state";

interface Registering {
  readonly run: Run;
  readonly registered: RegisteredResources;
}

/** How the goal (its inputs checked) differs from the old state: what forces a replacement first, the provider's word last. */
export async function diffResource(
  { run, registered }: Registering,
  goal: Goal,
  old: ResourceState,
): Promise<DiffResult> {
  if ((goal.replaceWith ?? []).some((urn) => registered.replaced.has(urn))) return replaceBecauseOf("replaceWith");
  if (goal.custom !== old.custom) return replaceBecauseOf("provider");
  if (isProviderType(goal.type)) return diffProvider(run, goal, old);
  if (!goal.custom || goal.provider === undefined) return diffInputs(old.inputs, goal.inputs);
  if (await providerForcesReplace({ run, registered }, goal.provider, old.provider))
    return replaceBecauseOf("provider");
  const provider = await run.registry.get(goal.provider);
  const { id = "", inputs: oldInputs, outputs: oldOutputs } = old;
  const { urn, inputs: newInputs, ignoreChanges } = goal;
  const isDeleted = old.pendingReplacement === true ? ({ isDeleted: true } as const) : {};
  return settleDiff(
    await provider.diff({ urn, id, oldInputs, oldOutputs, newInputs, ignoreChanges, ...isDeleted }),
    oldInputs,
    newInputs,
  );
}

/** A provider that can't tell is compared by what it was configured with. */
async function diffProvider(run: Run, goal: Goal, old: ResourceState): Promise<DiffResult> {
  const diff = await run.registry.diff({ ...old, urn: goal.urn }, goal.inputs);
  return settleDiff(diff, old.outputs, providerOutputs(goal.inputs));
}

/** Another provider means another resource only if that provider says that its settings lead elsewhere. */
async function providerForcesReplace(
  { run, registered }: Registering,
  reference: string,
  oldReference: string | undefined,
): Promise<boolean> {
  if (reference === oldReference) return false;
  if (oldReference === undefined) return true;
  const { urn } = parseProviderReference(reference);
  const { urn: oldUrn } = parseProviderReference(oldReference);
  if (registered.former.get(urn) === oldUrn) return false;
  const before = registered.old(oldUrn);
  const after = registered.state(urn);
  if (before === undefined || after === undefined || deepEqual(before.inputs, after.inputs)) return false;
  const provider = await run.registry.get(reference);
  const diff = await provider.diffConfig({
    urn,
    id: after.id ?? "",
    oldInputs: providerOutputs(before.inputs),
    oldOutputs: before.outputs,
    newInputs: providerOutputs(after.inputs),
    ignoreChanges: [],
  });
  return forcesReplace(diff);
}
