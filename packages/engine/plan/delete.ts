import { providerUrnOf } from "./provider-reference";
import type { ResourceState } from "@berth/model/state";
import type { Operation, Step } from "@berth/model/step";

/** What becomes of an old resource that the program no longer registers; `now` is what this run has made of it. */
export function leftoverStep({ old, now }: { old: ResourceState; now: ResourceState }): Step {
  return {
    operation: leftoverOperation(now),
    urn: old.urn,
    type: old.type,
    before: old,
    replaceKeys: [],
    changedKeys: [],
  };
}

/** The deletion of a resource that comes back later in the same run, or in the next one. */
export function deleteBeforeReplacement(old: ResourceState): Step {
  const after = { ...old, pendingReplacement: true };
  return {
    operation: "delete-replaced",
    urn: old.urn,
    type: old.type,
    before: old,
    after,
    replaceKeys: [],
    changedKeys: [],
  };
}

/** A protected resource is deleted by nothing but the program's own word. */
export function isProtected(step: Step): boolean {
  return step.operation === "delete" && step.before?.protect === true;
}

/**
 * For each of `leftovers` (in snapshot order) those which must be gone before it: everything that uses it. Only later
 * entries can use earlier ones, so two copies with one URN make no cycle.
 */
export function deletionOrder(
  leftovers: readonly ResourceState[],
): ReadonlyMap<ResourceState, readonly ResourceState[]> {
  const uses = leftovers.map((state) => new Set(usedUrns(state)));
  return new Map(
    leftovers.map((state, index) => [
      state,
      leftovers.filter((_, other) => other > index && (uses[other]?.has(state.urn) ?? false)),
    ]),
  );
}

/** True: the provider must be asked to delete it; false: forgetting it is enough. */
export function needsProviderDelete(step: Step, condemned: ReadonlySet<string>): boolean {
  const state = step.before;
  if (state === undefined || step.operation === "discard" || step.operation === "remove-pending-replace") return false;
  if (!state.custom || state.external === true || state.retainOnDelete === true) return false;
  return state.deletedWith === undefined || !condemned.has(state.deletedWith);
}

type Uses = Pick<
  ResourceState,
  "parent" | "provider" | "dependencies" | "propertyDependencies" | "deletedWith" | "replaceWith"
>;

/** Every URN that `state` needs to exist: parent, provider, dependencies, deletedWith, replaceWith. */
export function usedUrns(state: Uses): readonly string[] {
  return [...(state.parent === undefined ? [] : [state.parent]), ...referencedUrns(state)];
}

/** As usedUrns, but without the parent: being a child alone is no use of it. */
export function referencedUrns(state: Uses): readonly string[] {
  return [
    ...(state.provider === undefined ? [] : [providerUrnOf(state.provider)]),
    ...state.dependencies,
    ...Object.values(state.propertyDependencies).flat(),
    ...(state.deletedWith === undefined ? [] : [state.deletedWith]),
    ...(state.replaceWith ?? []),
  ];
}

function leftoverOperation(state: ResourceState): Operation {
  if (state.pendingReplacement === true) return "remove-pending-replace";
  if (state.delete === true) return state.external === true ? "discard-replaced" : "delete-replaced";
  return state.external === true ? "discard" : "delete";
}
