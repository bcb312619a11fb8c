import { usedUrns } from "../plan/delete";
import type { ResourceState } from "@berth/model/state";

/**
 * The states in an order in which what is used comes before its user; where it is so already, the order stays. Of several
 * states with one URN, the live one is what others use.
 */
export function inDependencyOrder(states: readonly ResourceState[]): readonly ResourceState[] {
  const live = new Map<string, ResourceState>();
  for (const state of states) if (state.delete !== true || !live.has(state.urn)) live.set(state.urn, state);
  const providers = new Map(states.map((state) => [`${state.urn}::${state.id ?? ""}`, state]));
  const ordered = new Set<ResourceState>();
  const visiting = new Set<ResourceState>();
  const visit = (state: ResourceState): void => {
    if (ordered.has(state) || visiting.has(state)) return;
    visiting.add(state);
    const provider = state.provider === undefined ? undefined : providers.get(state.provider);
    if (provider !== undefined) visit(provider);
    for (const urn of usedUrns(state)) {
      const used = live.get(urn);
      if (used !== undefined) visit(used);
    }
    visiting.delete(state);
    ordered.add(state);
  };
  states.forEach(visit);
  return [...ordered];
}
