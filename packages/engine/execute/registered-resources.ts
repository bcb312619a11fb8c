import { EngineError } from "@berth/model/engine-error";
import type { Goal } from "@berth/model/goal";
import type { ResourceState } from "@berth/model/state";

/** Who is who in this run: old states by URN, who claimed them, who has finished. */
export class RegisteredResources {
  /** URNs replaced in this run. */
  readonly replaced = new Set<string>();
  /** URNs whose resource this run has deleted. */
  readonly condemned = new Set<string>();
  /** Present URN → former URN of those found by an alias. */
  readonly former = new Map<string, string>();
  private readonly olds: ReadonlyMap<string, ResourceState>;
  private readonly claimed = new Map<string, string>();
  private readonly goals = new Set<string>();
  private readonly states = new Map<string, ResourceState>();

  constructor(base: readonly ResourceState[]) {
    this.olds = new Map(base.filter((state) => state.delete !== true).map((state) => [state.urn, state]));
  }

  /** The old state a goal continues, by its URN, else by the first alias that has one; each can be continued once. */
  claim(goal: Pick<Goal, "urn" | "aliases">): ResourceState | undefined {
    if (this.goals.has(goal.urn))
      throw new EngineError(`Duplicate resource URN '${goal.urn}'; try giving it a unique name`);
    this.goals.add(goal.urn);
    const from = [goal.urn, ...goal.aliases].find((urn) => this.olds.has(urn));
    const old = from === undefined ? undefined : this.olds.get(from);
    if (from === undefined || old === undefined) return undefined;
    const other = this.claimed.get(from);
    if (other !== undefined)
      throw new EngineError(`${goal.urn} and ${other} both claim to be the former ${from}; remove one alias`);
    this.claimed.set(from, goal.urn);
    if (from !== goal.urn) this.former.set(goal.urn, from);
    return old;
  }

  old(urn: string): ResourceState | undefined {
    return this.olds.get(urn);
  }

  finish(state: ResourceState): void {
    this.states.set(state.urn, state);
  }

  /** The new state of a resource that has finished in this run. */
  state(urn: string): ResourceState | undefined {
    return this.states.get(urn);
  }

  /** The URNs of everything that the program has registered. */
  goalUrns(): ReadonlySet<string> {
    return this.goals;
  }

  urns(): ReadonlySet<string> {
    return new Set(this.states.keys());
  }
}
