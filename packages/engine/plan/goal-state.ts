import type { Goal } from "@berth/model/goal";
import { isProviderType } from "@berth/model/goal";
import { markSecretOutputs } from "@berth/model/property-view";
import type { PropertyMap } from "@berth/model/property";
import type { ResourceState } from "@berth/model/state";

/** The state a goal leads to, before any provider has answered: no id, no outputs. */
export function stateOf(goal: Goal, inputs: PropertyMap): ResourceState {
  return withoutAbsent({
    urn: goal.urn,
    type: goal.type,
    custom: goal.custom,
    inputs,
    outputs: {},
    parent: goal.parent,
    provider: goal.provider,
    dependencies: goal.dependencies,
    propertyDependencies: goal.propertyDependencies,
    protect: goal.protect === true ? true : undefined,
    additionalSecretOutputs: listed(goal.additionalSecretOutputs),
    customTimeouts: goal.customTimeouts,
    retainOnDelete: goal.retainOnDelete === true ? true : undefined,
    deletedWith: goal.deletedWith,
    importId: goal.importId,
    replaceWith: listed(goal.replaceWith ?? []),
    replacementTrigger: goal.replacementTrigger,
    hideDiff: listed(goal.hideDiff ?? []),
    ignoreChanges: listed(goal.ignoreChanges),
    replaceOnChanges: listed(goal.replaceOnChanges),
    sourcePosition: goal.sourcePosition,
  });
}

/** What stays when nothing changes: id, outputs and dates are the old ones, all else is the goal's. */
export function unchanged(goal: Goal, inputs: PropertyMap, old: ResourceState): ResourceState {
  return withoutAbsent({ ...kept(goal, inputs, old), initErrors: old.initErrors });
}

/** An update's state before the provider has answered; the id stays. */
export function updated(goal: Goal, inputs: PropertyMap, old: ResourceState): ResourceState {
  return kept(goal, inputs, old);
}

/** Removes keys whose value is undefined, so that states compare and print without them. */
export function withoutAbsent<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}

function kept(goal: Goal, inputs: PropertyMap, old: ResourceState): ResourceState {
  const outputs = isProviderType(goal.type)
    ? providerOutputs(inputs)
    : markSecretOutputs(old.outputs, { inputs: {}, names: goal.additionalSecretOutputs });
  return withoutAbsent({
    ...stateOf(goal, inputs),
    id: old.id,
    outputs,
    created: old.created,
    modified: old.modified,
  });
}

/** A provider's outputs are its inputs without the engine's own key. */
export function providerOutputs(inputs: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "__internal"));
}

function listed(values: readonly string[]): readonly string[] | undefined {
  return values.length === 0 ? undefined : values;
}
