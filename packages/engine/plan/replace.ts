import { providerUrnOf } from "./provider-reference";
import { referencedUrns } from "./delete";
import type { PropertyMap } from "@berth/model/property";
import { unknown } from "@berth/model/property";
import type { ResourceState } from "@berth/model/state";

/** What a delete-before-replace of others means for one resource. */
export type Dependence =
  | { readonly kind: "none" }
  /** It can't outlive them. */
  | { readonly kind: "certain" }
  /** It depends on how its provider takes a change of these inputs. */
  | { readonly kind: "ask"; readonly inputs: PropertyMap };

/**
 * The resources that use `root`, directly or through others, in snapshot order. Not among them: those already
 * registered in this run, which can't depend on the root any more; children only because of their parent.
 */
export function dependentsOf(
  root: ResourceState,
  resources: readonly ResourceState[],
  registered: ReadonlySet<string>,
): readonly ResourceState[] {
  const reached = new Set([root.urn]);
  const dependents: ResourceState[] = [];
  for (const state of resources.slice(resources.indexOf(root) + 1)) {
    const uses = referencedUrns(state);
    if (registered.has(state.urn) || !uses.some((urn) => reached.has(urn))) continue;
    reached.add(state.urn);
    dependents.push(state);
  }
  return dependents;
}

/** Whether `state` must go when the resources `replaced` go before their successors exist. */
export function dependence(state: ResourceState, replaced: ReadonlySet<string>): Dependence {
  if (!state.custom || state.external === true) return { kind: "none" };
  if (state.provider !== undefined && replaced.has(providerUrnOf(state.provider))) return { kind: "certain" };
  if (state.deletedWith !== undefined && replaced.has(state.deletedWith)) return { kind: "certain" };
  const touched = Object.keys(state.inputs).filter((key) =>
    (state.propertyDependencies[key] ?? []).some((urn) => replaced.has(urn)),
  );
  if (touched.length === 0) return { kind: "none" };
  return { kind: "ask", inputs: { ...state.inputs, ...Object.fromEntries(touched.map((key) => [key, unknown])) } };
}
