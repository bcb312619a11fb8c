import { EngineError } from "@berth/model/engine-error";
import type { ResourceState } from "@berth/model/state";
import { parseUrn } from "@berth/model/urn";
import { usedUrns } from "./delete";
import { withoutAbsent } from "./goal-state";

interface DeleteRequest {
  /** The resources to delete; undefined: all. */
  readonly urns: readonly string[] | undefined;
  readonly targetDependents: boolean;
  /** Deletes protected resources too. */
  readonly force: boolean;
}

/** The resources without those to delete. Throws an EngineError, in the CLI's words, for what others use or what is protected. */
export function withoutResources(
  resources: readonly ResourceState[],
  { urns, targetDependents, force }: DeleteRequest,
): readonly ResourceState[] {
  const chosen = new Set(urns === undefined ? resources : urns.map((urn) => the(resources, urn)));
  const condemned = targetDependents ? withUsers(chosen, resources) : chosen;
  for (const state of condemned) {
    const users = resources.filter((other) => !condemned.has(other) && isUser(other, state, resources));
    if (users.length > 0) throw hasUsers(state, users);
    if (state.protect === true && !force)
      throw new EngineError(
        `${state.urn} can't be safely deleted because it is protected. Re-run this command with --force to force deletion`,
      );
  }
  return resources.filter((state) => !condemned.has(state));
}

/** The resources without the protection of those that are named, or of all. Throws for a URN that is not there. */
export function withoutProtection(
  resources: readonly ResourceState[],
  urns: readonly string[] | undefined,
): readonly ResourceState[] {
  const missing = (urns ?? []).filter((urn) => !resources.some((state) => state.urn === urn && state.delete !== true));
  if (missing.length > 0) throw new EngineError(missing.map(notFound).join("\n"));
  return resources.map((state) => {
    if (state.delete === true || (urns !== undefined && !urns.includes(state.urn))) return state;
    return withoutAbsent({ ...state, protect: undefined });
  });
}

/** A copy that waits for its deletion has the URN of its successor, so that the URN alone names the live one. */
function the(resources: readonly ResourceState[], urn: string): ResourceState {
  const found = resources.filter((state) => state.urn === urn);
  const state = found.find((each) => each.delete !== true) ?? found[0];
  if (state === undefined) throw new EngineError(notFound(urn));
  return state;
}

function withUsers(
  chosen: ReadonlySet<ResourceState>,
  resources: readonly ResourceState[],
): ReadonlySet<ResourceState> {
  const condemned = new Set(chosen);
  for (const state of resources)
    if ([...condemned].some((used) => isUser(state, used, resources))) condemned.add(state);
  return condemned;
}

/** Whether `state` uses `used`, for which no other entry of the same URN stands in. */
function isUser(state: ResourceState, used: ResourceState, resources: readonly ResourceState[]): boolean {
  if (state === used || !usedUrns(state).includes(used.urn)) return false;
  return resources.indexOf(state) > resources.indexOf(used) && used.delete !== true;
}

function hasUsers({ urn }: ResourceState, users: readonly ResourceState[]): EngineError {
  const lines = users.map((user) => ` * ${JSON.stringify(parseUrn(user.urn).name).padEnd(15)} (${user.urn})`);
  return new EngineError(
    `${urn} can't be safely deleted because the following resources depend on it:\n${lines.join("\n")}\n\nDelete those resources first or pass --target-dependents.`,
  );
}

function notFound(urn: string): string {
  return `No such resource "${urn}" exists in the current state`;
}
