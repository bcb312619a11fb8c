import type { PackageRequest } from "../plan/provider-reference";
import { packageRequestOf, parseProviderReference } from "../plan/provider-reference";
import { isProviderType } from "@berth/model/goal";
import type { ResourceState } from "@berth/model/state";
import type { Step } from "@berth/model/step";

type IsMissing = (request: PackageRequest) => boolean;

/** The packages of the providers that a state records and that cannot be started. */
export function missingInState(resources: readonly ResourceState[], isMissing: IsMissing): readonly PackageRequest[] {
  return resources
    .filter(({ type }) => isProviderType(type))
    .map(({ type, inputs }) => packageRequestOf(type, inputs))
    .filter(isMissing);
}

/** The packages that planned steps need and that cannot be started, each once. */
export function missingForSteps(
  steps: readonly Step[],
  resources: readonly ResourceState[],
  isMissing: IsMissing,
): readonly PackageRequest[] {
  const needed = steps.flatMap((step) => needs(step, resources)).filter(isMissing);
  return [...new Map(needed.map((request) => [JSON.stringify(request), request])).values()];
}

/** What a program registers needs its provider, and so does a deletion, by the provider of the old state. */
function needs({ type, before, after }: Step, resources: readonly ResourceState[]): readonly PackageRequest[] {
  if (isProviderType(type)) return after === undefined ? [] : [packageRequestOf(type, after.inputs)];
  if (after !== undefined || before?.provider === undefined) return [];
  const { urn, id } = parseProviderReference(before.provider);
  const provider = resources.find((state) => state.urn === urn && state.id === id);
  return provider === undefined ? [] : [packageRequestOf(provider.type, provider.inputs)];
}
