import { EngineError } from "@berth/model/engine-error";
import { isProviderType } from "@berth/model/goal";
import type { ResourceState, Snapshot } from "@berth/model/state";
import { isUrn } from "@berth/model/urn";
import { providerUrnOf } from "../plan/provider-reference";

/** Throws an EngineError naming the resource and the rule when the CLI would refuse to load this snapshot. */
export function verifyIntegrity(snapshot: Snapshot): void {
  const earlier = new Set<string>();
  const providers = new Set<string>();
  for (const [position, state] of snapshot.resources.entries()) {
    verifyFields(state);
    if (isProviderType(state.type)) providers.add(`${state.urn}::${state.id ?? ""}`);
    verifyProvider(state, providers);
    verifyUses(state, earlier, () => snapshot.resources.slice(position + 1));
    earlier.add(state.urn);
  }
  verifyUnique(snapshot.resources);
}

function verifyFields(state: ResourceState): void {
  if (state.urn === "") throw broken("a resource has no urn");
  if (state.type === "") throw broken(`resource ${state.urn} has no type`);
  if (!state.custom && (state.id ?? "") !== "") throw broken(`component ${state.urn} has an id`);
}

function verifyProvider(state: ResourceState, providers: ReadonlySet<string>): void {
  const { provider } = state;
  if (provider === undefined || provider === "") return;
  const urn = providerUrnOf(provider);
  if (!isUrn(urn)) throw broken(`resource ${state.urn} has the malformed provider reference "${provider}"`);
  if (!providers.has(provider) && state.pendingReplacement !== true) {
    throw broken(`resource ${state.urn} refers to provider ${provider}, which does not come before it`);
  }
}

function verifyUses(state: ResourceState, earlier: ReadonlySet<string>, later: () => readonly ResourceState[]): void {
  for (const [role, urn] of usesOf(state)) {
    if (earlier.has(urn)) continue;
    const where = later().some((other) => other.urn === urn) ? "comes after it" : "is missing";
    throw broken(`the ${role} ${urn} of resource ${state.urn} ${where}`);
  }
}

function usesOf(state: ResourceState): readonly (readonly [string, string])[] {
  const optional = (role: string, urn: string | undefined): readonly (readonly [string, string])[] =>
    urn === undefined || urn === "" ? [] : [[role, urn]];
  return [
    ...optional("parent", state.parent),
    ...state.dependencies.map((urn) => ["dependency", urn] as const),
    ...Object.entries(state.propertyDependencies).flatMap(([key, urns]) =>
      urns.map((urn) => [`dependency (by property "${key}")`, urn] as const),
    ),
    ...optional("deletedWith", state.deletedWith),
    ...(state.replaceWith ?? []).map((urn) => ["replaceWith", urn] as const),
  ];
}

/** Of the entries with one URN at most one may be alive. */
function verifyUnique(resources: readonly ResourceState[]): void {
  const alive = new Set<string>();
  for (const state of resources) {
    if (state.delete === true) continue;
    if (alive.has(state.urn)) throw broken(`resource ${state.urn} is there twice, neither marked for deletion`);
    alive.add(state.urn);
  }
}

function broken(why: string): EngineError {
  return new EngineError(`verify state: ${why}`);
}
