import { randomBytes } from "node:crypto";
import { EngineError } from "@berth/model/engine-error";
import { executeStep } from "./execute-step";
import { keepResource } from "./keep-resource";
import type { Goal } from "@berth/model/goal";
import { isProviderType } from "@berth/model/goal";
import { DependentDeletes } from "./dependent-deletes";
import { importResource } from "./import-resource";
import { withoutAbsent } from "../plan/goal-state";
import type { PlanRequest } from "../plan/steps";
import { failureText, goValue } from "../plan/failure-text";
import { decide, deletesFirst, isImport, stepsOf } from "../plan/steps";
import { replaceBecauseOf, withReplaceOnChanges } from "../plan/diff";
import { isTriggered } from "../plan/replacement-trigger";
import { noDiff } from "@berth/model/no-diff";
import { isKnown } from "@berth/model/property-view";
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
  private readonly dependents: DependentDeletes;

  constructor(private readonly run: Run) {
    this.registered = new RegisteredResources(run.base.resources);
    this.selected = new SelectedGoals(run);
    this.selection = run.selection ?? new Selection();
    this.dependents = new DependentDeletes(run, this.registered);
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
    return this.advance(wanted, old);
  }

  /** What is imported is the old state of what follows. */
  private async advance(goal: Goal, old: ResourceState | undefined): Promise<ResourceState> {
    if (!isImport(goal, old)) return this.settle(goal, old);
    return this.settle(goal, await importResource(this.run, goal, old), true);
  }

  private async settle(goal: Goal, old: ResourceState | undefined, isImported = false): Promise<ResourceState> {
    const facts = await this.compare(goal, old);
    const decision = decide(facts);
    if (decision === "same" && isImported && old !== undefined) {
      this.registered.finish(old);
      return old;
    }
    if (decision === "recreate") this.registered.replaced.add(goal.urn);
    if (decision !== "replace" || old === undefined) return this.runSteps(goal, stepsOf(decision, facts));
    return this.replace(goal, old, facts);
  }

  /** Everything that decides about the goal; throws for inputs that may not be. */
  private async compare(goal: Goal, old: ResourceState | undefined): Promise<PlanRequest> {
    const alreadyDeleted = old !== undefined && this.isDeletedHere(old);
    const comparable = alreadyDeleted || old?.external === true ? undefined : old;
    const inputs = await this.checkBeside(goal, comparable);
    if (this.selection.isConstrained) this.selected.demandReachable(goal, old);
    await this.enforcePolicies(goal, inputs);
    const facts = withoutAbsent({ goal, inputs, old, alreadyDeleted, dependentKeys: this.dependents.keysOf(goal.urn) });
    if (comparable === undefined) return facts;
    const triggered = this.isTriggered(goal, comparable);
    return { ...facts, triggered, diff: await this.diff({ ...goal, inputs }, comparable, triggered) };
  }

  /** Whether this run has deleted it, not an earlier one that did not make it again. */
  private isDeletedHere(old: ResourceState): boolean {
    return old.pendingReplacement !== true && this.run.journal.currentOf(old).pendingReplacement === true;
  }

  private async replace(goal: Goal, old: ResourceState, facts: Parameters<typeof stepsOf>[1]): Promise<ResourceState> {
    this.refuseProtected(goal, old);
    this.refuseImported(goal, old, facts.diff);
    this.registered.replaced.add(goal.urn);
    // Defaults that Check took over from the old resource are not the new one's.
    const isChecked = this.selection.forcesReplace(goal.urn);
    const inputs = isChecked ? facts.inputs : await this.check(goal, goal.inputs, {});
    const steps = stepsOf("replace", { ...facts, inputs });
    if (!deletesFirst(goal, facts.diff)) return this.runSteps(goal, steps);
    await this.dependents.deleteBefore(old);
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
    if (result.failures.length > 0)
      throw new EngineError(
        result.failures.map((failure) => failureText({ ...goal, inputs: news }, failure)).join("\n"),
      );
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

  /** Throws for a trigger that an update does not know. */
  private isTriggered(goal: Goal, old: ResourceState): boolean {
    if (!this.run.preview && !isKnown(goal.replacementTrigger))
      throw new EngineError(`replacement trigger contains unknowns for ${goal.urn}`);
    return isTriggered(old.replacementTrigger, goal.replacementTrigger);
  }

  private async diff(goal: Goal, old: ResourceState, triggered: boolean): Promise<DiffResult> {
    if (triggered) return { ...noDiff, changes: "some" };
    if (this.selection.forcesReplace(goal.urn)) return replaceBecauseOf("id");
    const diff = await diffResource({ run: this.run, registered: this.registered }, goal, old);
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

  /** The id in the program would be that of the object that is replaced. */
  private refuseImported(goal: Goal, old: ResourceState, diff: DiffResult | undefined): void {
    if (goal.importId === undefined) return;
    const change = (key: string): string => `\n${key}: ${goValue(old.inputs[key])} => ${goValue(goal.inputs[key])}`;
    const keys = (diff?.replaceKeys ?? []).map(change).join("");
    const message = `previously-imported resources that still specify an ID may not be replaced; please remove the \`import\` declaration from your program;${keys}`;
    if (!this.run.preview) throw new EngineError(message);
    this.run.emit({ kind: "diagnostic", severity: "warning", message, urn: goal.urn });
  }

  private refuseProtected(goal: Goal, old: ResourceState): void {
    if (goal.protect !== true || old.protect !== true) return;
    const message = `unable to replace resource "${goal.urn}"\nas it is currently marked for protection. To unprotect the resource, remove the \`protect\` flag from the resource in your Pulumi program and run \`up\``;
    if (!this.run.preview) throw new EngineError(message);
    this.run.status.refuse();
    this.run.emit({ kind: "diagnostic", severity: "error", message, urn: goal.urn });
  }
}
