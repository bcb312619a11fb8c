import { EngineError } from "@berth/model/engine-error";
import type { Goal } from "@berth/model/goal";
import type { ResourceState } from "@berth/model/state";
import type { Step } from "@berth/model/step";
import { usedUrns } from "../plan/delete";
import { stateOf } from "../plan/goal-state";
import type { Run } from "./run";

/** What became of the registrations that a run does not carry out. */
export class SelectedGoals {
  /** URNs that would have been created and were not, because they are not selected. */
  private readonly notCreated = new Set<string>();
  /** URNs whose step failed, or that depend on one of those. */
  private readonly failed = new Set<string>();

  constructor(private readonly run: Run) {}

  /** Remembers a resource that is not created, and gives the state that the program sees of it. */
  skipCreate(goal: Goal): ResourceState {
    this.notCreated.add(goal.urn);
    const state = stateOf(goal, goal.inputs);
    const step: Step = {
      operation: "same",
      urn: goal.urn,
      type: goal.type,
      after: state,
      replaceKeys: [],
      changedKeys: [],
    };
    this.run.emit({ kind: "step-started", step });
    this.run.status.count(step);
    this.run.emit({ kind: "step-finished", step, milliseconds: 0 });
    return state;
  }

  isSkipped(urn: string): boolean {
    return this.notCreated.has(urn);
  }

  fail(urn: string): void {
    this.failed.add(urn);
  }

  /** Whether something that the goal uses has failed. */
  dependsOnFailed(goal: Goal): boolean {
    return this.failed.size > 0 && usedUrns(goal).some((urn) => this.failed.has(urn));
  }

  /** Refuses a goal that cannot be reached without what is not selected; a preview reports all of them. */
  demandReachable(goal: Goal, old: ResourceState | undefined): void {
    const missing = usedUrns(goal).filter((urn) => this.notCreated.has(urn));
    for (const urn of new Set(missing)) {
      this.refuse(goal, `Resource '${goal.urn}' depends on '${urn}' which was was not specified in --target list.`);
    }
    const kept = this.keptUserOf(goal, old);
    if (kept !== undefined)
      this.refuse(
        goal,
        `Resource '${goal.urn}' depends on '${kept}', which depends on it in the state and is not specified in --target list.`,
      );
  }

  private refuse(goal: Goal, message: string): void {
    if (!this.run.preview) throw new EngineError(message);
    this.run.status.refuse();
    this.run.emit({ kind: "diagnostic", severity: "error", message, urn: goal.urn });
  }

  /** A kept resource that the goal uses, directly or not, and that uses the goal's resource itself. */
  private keptUserOf(goal: Goal, old: ResourceState | undefined): string | undefined {
    const kept = new Map(this.run.journal.kept().map((state) => [state.urn, state]));
    if (kept.size === 0) return undefined;
    const states = new Map(this.run.journal.snapshot().resources.map((state) => [state.urn, state]));
    const own = new Set([goal.urn, ...(old === undefined ? [] : [old.urn])]);
    const seen = new Set<string>();
    const waiting = [...usedUrns(goal)];
    for (let urn = waiting.pop(); urn !== undefined; urn = waiting.pop()) {
      if (seen.has(urn)) continue;
      seen.add(urn);
      const state = states.get(urn);
      const uses = state === undefined ? [] : usedUrns(state);
      if (kept.has(urn) && uses.some((used) => own.has(used))) return urn;
      waiting.push(...uses.filter((used) => !own.has(used)));
    }
    return undefined;
  }
}
