import type { ConcurrencyLimit } from "@berth/model/concurrency-limit";
import { EngineError } from "@berth/model/engine-error";
import type { EventSink } from "@berth/model/events";
import type { ApprovedPlan } from "../plan/approved-plan";
import type { Selection } from "../plan/selection";
import type { Policies } from "../policy/policies";
import type { Journal } from "../stack/journal";
import type { ProviderRegistry } from "../providers/provider-registry";
import type { Snapshot } from "@berth/model/state";
import type { Step } from "@berth/model/step";
import { isCounted } from "@berth/model/step";

/** What everything that acts in one run shares. */
export interface Run {
  readonly preview: boolean;
  readonly base: Snapshot;
  readonly journal: Journal;
  readonly registry: ProviderRegistry;
  readonly limit: ConcurrencyLimit;
  readonly status: RunStatus;
  readonly emit: EventSink;
  /** Which resources may be changed; absent: all. */
  readonly selection?: Selection;
  /** The approved plan: no step outside of it runs. */
  readonly approved?: ApprovedPlan;
  /** Resolves before the first change when nothing stands in its way that is known by then; called before each change. */
  readonly admit?: () => Promise<void>;
  /** Hears of every registration before anything is done for it. */
  readonly policies?: Policies;
}

/** An error that an event has reported already. */
export class ReportedError extends EngineError {}

/** A step that failed, which has been reported: with --continue-on-error only what depends on it is left out. */
export class StepError extends ReportedError {}

/** Whether the run may go on, and what it has done. */
export class RunStatus {
  changes: Record<string, number> = {};
  private failed = false;
  private stopped = false;
  private refused = false;
  private readonly aborter = new AbortController();
  private readonly failure = new AbortController();

  constructor(readonly continuesOnError = false) {}

  /** Aborts when the run is cancelled. */
  get signal(): AbortSignal {
    return this.aborter.signal;
  }

  get result(): "succeeded" | "failed" | "cancelled" {
    if (this.signal.aborted) return "cancelled";
    return this.failed || this.refused ? "failed" : "succeeded";
  }

  /** Aborts when the first thing has gone wrong after which the run does not go on. */
  get failureSignal(): AbortSignal {
    return this.failure.signal;
  }

  fail(): void {
    this.failed = true;
    this.stopped = true;
    this.failure.abort();
  }

  /** A step failed: with --continue-on-error the others go on. */
  failStep(): void {
    if (!this.continuesOnError) this.fail();
    this.failed = true;
  }

  /** Whether a step failed in a run that goes on all the same: it deletes nothing that the program no longer has. */
  get hasFailedStep(): boolean {
    return this.failed;
  }

  /** The plan goes on to its end, for people to see, and counts as failed: `up` would refuse it. */
  refuse(): void {
    this.refused = true;
  }

  /** Whether nothing so far ends the run, whatever was refused. */
  get isGoing(): boolean {
    return !this.stopped && !this.signal.aborted;
  }

  cancel(): void {
    this.aborter.abort();
  }

  /** Throws when no new step may start. */
  throwIfStopped(): void {
    this.throwIfCancelled();
    if (this.stopped) throw new ReportedError("the run stops because of an earlier error");
  }

  throwIfCancelled(): void {
    if (this.signal.aborted) throw new ReportedError("the run was cancelled");
  }

  count(step: Step): void {
    if (isCounted(step)) this.changes[step.operation] = (this.changes[step.operation] ?? 0) + 1;
  }
}

/** Emits an error that no step has reported, once, and marks the run as failed. */
export function reportError(run: Run, thrown: unknown, urn?: string): ReportedError {
  if (thrown instanceof ReportedError) return thrown;
  const error = EngineError.from(thrown);
  run.status.fail();
  run.emit({ kind: "diagnostic", severity: "error", message: error.message, ...(urn === undefined ? {} : { urn }) });
  return new ReportedError(error.message, { cause: thrown });
}
