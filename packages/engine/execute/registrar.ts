import { randomBytes } from "node:crypto";
import { EngineError } from "@berth/model/engine-error";
import { executeStep } from "./execute-step";
import { keepResource } from "./keep-resource";
import type { Goal } from "@berth/model/goal";
import { isProviderType } from "@berth/model/goal";
import { deleteBeforeReplacement } from "../plan/delete";
import { dependence, dependentsOf } from "../plan/replace";
import { decide, deletesFirst, forcesReplace, stepsOf } from "../plan/steps";
import { replaceBecauseOf, settleDiff, withReplaceOnChanges } from "../plan/diff";
import type { PropertyMap } from "@berth/model/property";
import { resetIgnoredChanges } from "../plan/ignore-changes";
import type { CheckResult, DiffResult } from "@berth/model/provider";
import { diffResource } from "./registrar-diff";
import { RegisteredResources } from "./registered-resources";
import type { Run } from "./run";
import { reportError, StepError } from "./run";
import { Selection } from "../plan/selection";
import { SelectedGoals } from "./selected-goals";
import type { ResourceState } from "@berth/model/state";

/** Brings resources from what they are to what the program wants, one registration at a time each, many at once. */
export class Registrar {
  readonly registered: RegisteredResources;
  readonly selected: SelectedGoals;
  private readonly selection: Selection;
  /** Deletions before replacement look at the whole stack: one at a time. */
  private dependents: Promise<unknown> = Promise.resolve();

  constructor(private readonly run: Run) {
    this.registered = new RegisteredResources(run.base.resources);
    this.selected = new SelectedGoals(run);
    this.selection = run.selection ?? new Selection();
  }

  /**
   * Resolves with the resource's new state. Rejects with a ReportedError: the error has been emitted; with a StepError when
   * the run goes on all the same.
   */
  async register(goal: Goal): Promise<ResourceState> {
    let old: ResourceState | undefined;
    try {
      this.run.status.throwIfStopped();
      old = this.registered.claim(goal);
      const claimed = old;
      if (this.selected.dependsOnFailed(goal)) throw new StepError(`${goal.urn} depends on a resource that failed`);
      return await this.run.limit.run(() => this.reach(goal, claimed));
    } catch (thrown) {
      if (thrown instanceof StepError && this.run.status.isGoing) this.leave(goal, old);
      throw reportError(this.run, thrown, goal.urn);
    }
  }

  /** What failed stays in the state as it is, and so does what it uses. */
  private leave(goal: Goal, old: ResourceState | undefined): void {
    this.selected.fail(goal.urn);
    if (old !== undefined) this.run.journal.note({ kind: "keep", old });
  }

  /** Carries out a goal that is selected; keeps the old resource, or creates nothing, where it is not. */
  private async reach(goal: Goal, old: ResourceState | undefined): Promise<ResourceState> {
    const isDeleted = old !== undefined && this.run.journal.currentOf(old).pendingReplacement === true;
    const isSelected = this.selection.admits(goal);
    if (!isSelected && !isDeleted) {
      const state = old === undefined ? this.selected.skipCreate(goal) : keepResource(this.run, old);
      this.registered.finish(state);
      return state;
    }
    // What went because something that it depends on was replaced comes back as it was.
    const wanted = isSelected || old === undefined ? goal : { ...goal, inputs: old.inputs };
    if (this.selection.isConstrained) this.selected.demandReachable(wanted, old);
    return this.advance(wanted, old);
  }

  private async advance(goal: Goal, old: ResourceState | undefined): Promise<ResourceState> {
    const alreadyDeleted = old !== undefined && this.run.journal.currentOf(old).pendingReplacement === true;
    const comparable = old === undefined || alreadyDeleted || old.external === true ? undefined : old;
    const inputs = await this.checkBeside(goal, comparable);
    await this.enforcePolicies(goal, inputs);
    const diff = comparable === undefined ? undefined : await this.diff({ ...goal, inputs }, comparable);
    const facts = {
      goal,
      alreadyDeleted,
      ...(old === undefined ? {} : { old }),
      ...(diff === undefined ? {} : { diff }),
    };
    const decision = decide(facts);
    if (decision !== "replace" || old === undefined)
      return this.runSteps(goal, stepsOf(decision, { ...facts, inputs }));
    return this.replace(goal, old, facts);
  }

  private async replace(
    goal: Goal,
    old: ResourceState,
    facts: { diff?: DiffResult; alreadyDeleted: boolean },
  ): Promise<ResourceState> {
    this.refuseProtected(goal, old);
    this.registered.replaced.add(goal.urn);
    // Defaults that Check took over from the old resource are not the new one's.
    const inputs = await this.check(goal, goal.inputs, {});
    const steps = stepsOf("replace", { goal, old, inputs, ...facts });
    if (!deletesFirst(goal, facts.diff)) return this.runSteps(goal, steps);
    await this.serialize(() => this.deleteDependents(old));
    return this.runSteps(goal, steps);
  }

  private async runSteps(goal: Goal, steps: readonly Parameters<typeof executeStep>[1][]): Promise<ResourceState> {
    let state: ResourceState | undefined;
    for (const step of steps) {
      this.run.status.throwIfStopped();
      const after = await executeStep(this.run, step, this.registered.condemned);
      if (step.operation === "delete-replaced") this.registered.condemned.add(step.urn);
      if (step.operation !== "replace" && step.operation !== "delete-replaced") state = after;
    }
    if (state === undefined) throw new EngineError(`internal error: the plan for ${goal.urn} yields no state`);
    this.registered.finish(state);
    return state;
  }

  /** Checks against the old inputs; what is to be replaced has none. */
  private checkBeside(goal: Goal, old: ResourceState | undefined): Promise<PropertyMap> {
    const isReplaced = old === undefined || this.selection.forcesReplace(goal.urn);
    return this.check(goal, this.withIgnoredChanges(goal, old), isReplaced ? {} : old.inputs);
  }

  private async check(goal: Goal, news: PropertyMap, olds: PropertyMap): Promise<PropertyMap> {
    if (!goal.custom) return news;
    const result = await this.ask(goal, news, olds);
    if (result.failures.length > 0) {
      const faults = result.failures.map(({ property, reason }) =>
        property === "" ? reason : `${property}: ${reason}`,
      );
      throw new EngineError(
        `${goal.type} ${goal.name} has invalid inputs:\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
      );
    }
    return result.inputs;
  }

  /** A preview shows every violation; `up` changes nothing that a mandatory policy forbids. */
  private async enforcePolicies(goal: Goal, inputs: PropertyMap): Promise<void> {
    if ((await this.run.policies?.forbid(goal, inputs)) !== true) return;
    if (!this.run.preview) throw new EngineError(`${goal.type} ${goal.name} breaks a mandatory policy`);
    this.run.status.refuse();
  }

  private async ask(goal: Goal, news: PropertyMap, olds: PropertyMap): Promise<CheckResult> {
    const { urn, type } = goal;
    if (isProviderType(type)) return this.run.registry.check(urn, type, { olds, news });
    const provider = await this.run.registry.get(goal.provider ?? "");
    return provider.check({ urn, olds, news, randomSeed: randomBytes(32) });
  }

  private async diff(goal: Goal, old: ResourceState): Promise<DiffResult> {
    if (this.selection.forcesReplace(goal.urn)) return replaceBecauseOf("id");
    const diff = await diffResource(this.run, this.registered, goal, old);
    return withReplaceOnChanges(diff, goal.replaceOnChanges, old);
  }

  private withIgnoredChanges(goal: Goal, old: ResourceState | undefined): PropertyMap {
    if (old === undefined || goal.ignoreChanges.length === 0) return goal.inputs;
    const { inputs, unresolved } = resetIgnoredChanges(old.inputs, goal.inputs, goal.ignoreChanges);
    for (const path of unresolved) {
      const message = `cannot ignore changes to "${path}": its parent exists only in the old or only in the new inputs`;
      this.run.emit({ kind: "diagnostic", severity: "warning", message, urn: goal.urn });
    }
    return inputs;
  }

  private refuseProtected(goal: Goal, old: ResourceState): void {
    if (goal.protect !== true || old.protect !== true) return;
    const message = `unable to replace resource "${goal.urn}"\nas it is currently marked for protection. To unprotect the resource, remove the \`protect\` flag from the resource in your Pulumi program and run \`up\``;
    if (!this.run.preview) throw new EngineError(message);
    this.run.status.fail();
    this.run.emit({ kind: "diagnostic", severity: "error", message, urn: goal.urn });
  }

  /** Deletes, users first, whatever can't live on while `root` is gone; it comes back when it is registered. */
  private async deleteDependents(root: ResourceState): Promise<void> {
    const replaced = new Set([root.urn]);
    const pendingDeletes: ResourceState[] = [];
    for (const state of dependentsOf(root, this.run.base.resources, this.registered.urns())) {
      if (!(await this.mustGo(state, replaced))) continue;
      if (state.protect === true)
        throw new EngineError(
          `unable to replace "${state.urn}" as part of replacing "${root.urn}": it is protected; remove its \`protect\` flag and run \`up\` first`,
        );
      replaced.add(state.urn);
      pendingDeletes.push(state);
    }
    for (const state of pendingDeletes.reverse()) {
      if (this.run.journal.currentOf(state).pendingReplacement === true) continue;
      await executeStep(this.run, deleteBeforeReplacement(state), new Set([...this.registered.condemned, ...replaced]));
      this.registered.condemned.add(state.urn);
    }
  }

  private async mustGo(state: ResourceState, replaced: ReadonlySet<string>): Promise<boolean> {
    const answer = dependence(state, replaced);
    if (answer.kind !== "ask") return answer.kind === "certain";
    if (isProviderType(state.type)) {
      return forcesReplace(await this.run.registry.diff(state, answer.inputs));
    }
    const provider = await this.run.registry.ensure(state.provider ?? "", this.run.base.resources);
    const { urn, id = "", inputs: oldInputs, outputs: oldOutputs, ignoreChanges = [] } = state;
    const asked = await provider.diff({ urn, id, oldInputs, oldOutputs, newInputs: answer.inputs, ignoreChanges });
    const diff = withReplaceOnChanges(settleDiff(asked, oldInputs, answer.inputs), state.replaceOnChanges ?? [], state);
    return forcesReplace(diff);
  }

  private serialize<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.dependents.then(task, task);
    this.dependents = turn.catch(() => undefined);
    return turn;
  }
}
