import { EngineError } from "@berth/model/engine-error";
import { isProviderType } from "@berth/model/goal";
import type { PropertyMap } from "@berth/model/property";
import type { DiffResult } from "@berth/model/provider";
import type { ResourceState } from "@berth/model/state";
import { deleteBeforeReplacement } from "../plan/delete";
import { settleDiff, withReplaceOnChanges } from "../plan/diff";
import { dependence, dependentsOf } from "../plan/replace";
import { forcesReplace } from "../plan/steps";
import { executeStep } from "./execute-step";
import type { RegisteredResources } from "./registered-resources";
import type { Run } from "./run";

/** Deletes what can't live on while a resource is gone; the deletions look at the whole stack, one after the other. */
export class DependentDeletes {
  private last: Promise<unknown> = Promise.resolve();
  private readonly keys = new Map<string, readonly string[]>();

  constructor(
    private readonly run: Run,
    private readonly registered: RegisteredResources,
  ) {}

  /** Deletes, users first, whatever depends on `root` that way; it comes back when it is registered. */
  deleteBefore(root: ResourceState): Promise<void> {
    const task = () => this.deleteDependents(root);
    const turn = this.last.then(task, task);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** The inputs because of which a resource was deleted. */
  keysOf(urn: string): readonly string[] {
    return this.keys.get(urn) ?? [];
  }

  private async deleteDependents(root: ResourceState): Promise<void> {
    const replaced = new Set([root.urn]);
    const pendingDeletes: ResourceState[] = [];
    const condemn = (state: ResourceState): void => {
      refuseProtected(state, root);
      replaced.add(state.urn);
      pendingDeletes.push(state);
    };
    const { resources } = this.run.base;
    for (const state of dependentsOf(root, resources, this.registered.urns())) {
      const keys = await this.forcingKeys(state, replaced);
      if (keys === undefined) continue;
      condemn(state);
      this.keys.set(state.urn, keys);
    }
    for (const state of resources)
      if ((state.replaceWith ?? []).includes(root.urn) && !replaced.has(state.urn)) condemn(state);
    for (const state of pendingDeletes.reverse()) {
      if (this.run.journal.currentOf(state).pendingReplacement === true) continue;
      await executeStep(this.run, deleteBeforeReplacement(state), new Set([...this.registered.condemned, ...replaced]));
      this.registered.condemned.add(state.urn);
    }
  }

  /** Undefined for a resource that may stay; else the inputs that force its replacement, if it was a matter of inputs. */
  private async forcingKeys(
    state: ResourceState,
    replaced: ReadonlySet<string>,
  ): Promise<readonly string[] | undefined> {
    const answer = dependence(state, replaced);
    if (answer.kind !== "ask") return answer.kind === "certain" ? [] : undefined;
    const diff = await this.diffWith(state, answer.inputs);
    return forcesReplace(diff) ? diff.replaceKeys : undefined;
  }

  private async diffWith(state: ResourceState, newInputs: PropertyMap): Promise<DiffResult> {
    if (isProviderType(state.type)) return this.run.registry.diff(state, newInputs);
    const provider = await this.run.registry.ensure(state.provider ?? "", this.run.base.resources);
    const { urn, id = "", inputs: oldInputs, outputs: oldOutputs, ignoreChanges = [] } = state;
    const asked = await provider.diff({ urn, id, oldInputs, oldOutputs, newInputs, ignoreChanges });
    return withReplaceOnChanges(settleDiff(asked, oldInputs, newInputs), state.replaceOnChanges ?? [], state);
  }
}

function refuseProtected(state: ResourceState, root: ResourceState): void {
  if (state.protect === true)
    throw new EngineError(
      `unable to replace resource "${state.urn}" as part of replacing "${root.urn}" as it is currently marked for protection. To unprotect the resource, remove the \`protect\` flag from the resource in your Pulumi program and run \`up\`, or use the command:\n\`state unprotect '${state.urn}'\``,
    );
}
