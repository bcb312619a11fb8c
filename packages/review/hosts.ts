import { nameOfUrn, type PlannedStep, typeOfUrn } from "./preview";

/** Types of the components that are a host, whatever the platform. */
const hostType = /^berth:(local|aws|azure):\w*Host$/;

/** URN → name of the host that the resource is of; undefined for what belongs to the whole stack. */
export type HostOf = (urn: string) => string | undefined;

/** Finds the host by the parents of a resource, else by the machine that it is deleted with. */
export function hostsOf(steps: readonly PlannedStep[]): HostOf {
  const byUrn = new Map(steps.map((step) => [step.urn, step]));
  const find = (urn: string, depth: number): string | undefined => {
    if (hostType.test(typeOfUrn(urn))) return nameOfUrn(urn);
    const step = byUrn.get(urn);
    const state = step?.after ?? step?.before;
    if (state === undefined || depth === 0) return undefined;
    const byParent = state.parent === undefined ? undefined : find(state.parent, depth - 1);
    return byParent ?? (state.deletedWith === undefined ? undefined : find(state.deletedWith, depth - 1));
  };
  return (urn) => find(urn, deepest);
}

/** A ring of parents in a preview that was made up shall end. */
const deepest = 20;
