import { EngineError } from "@berth/model/engine-error";
import { executeStep } from "./execute-step";
import { deletionOrder, isProtected, leftoverStep } from "../plan/delete";
import { keepResource } from "./keep-resource";
import { Selection, withDependencies } from "../plan/selection";
import { refuseImpossibleDeletes, refuseProtected } from "./refuse-deletes";
import type { Run } from "./run";
import { reportError } from "./run";
import type { ResourceState } from "@berth/model/state";
import type { Step } from "@berth/model/step";

/**
 * Deletes every old resource that this run has not continued: users before what they use, otherwise at once. Rejects
 * before the first deletion when one of them cannot succeed. One that fails keeps what it uses; the others go on, and
 * the promise rejects at the end.
 */
export async function deleteLeftovers(run: Run, alreadyCondemned: ReadonlySet<string>): Promise<void> {
  const leftovers = selectedLeftovers(run);
  const steps = new Map(leftovers.map((leftover) => [leftover.old, leftoverStep(leftover)]));
  const condemned = new Set([...alreadyCondemned, ...condemnedUrns([...steps.values()])]);
  if (!run.preview) await refuseImpossibleDeletes(run, [...steps.values()], condemned);
  const order = deletionOrder(leftovers.map(({ old }) => old));
  const done = new Map<ResourceState, Promise<boolean>>();
  // Users come later in the snapshot: starting from its end, those to wait for are always there already.
  for (const { old } of [...leftovers].reverse()) {
    const users = (order.get(old) ?? []).map((user) => done.get(user) ?? Promise.resolve(true));
    done.set(old, deleteAfter(run, { step: steps.get(old), users, condemned }));
  }
  const kept = (await Promise.all(done.values())).filter((gone) => !gone).length;
  if (kept > 0)
    throw reportError(
      run,
      new EngineError(
        `${kept} of ${leftovers.length} deletions did not happen: they failed, or what they would delete is protected or still in use`,
      ),
    );
}

/** The leftovers that this run may delete; the others are kept, with what kept resources use. */
function selectedLeftovers(run: Run): ReturnType<Run["journal"]["leftovers"]> {
  const selection = run.selection ?? new Selection();
  const { resources } = run.base;
  const deletable = selection.deletable(resources);
  const leftovers = run.journal.leftovers();
  const others = leftovers.filter(({ old }) => !deletable.has(old.urn)).map(({ old }) => old);
  const kept = [...run.journal.kept(), ...others];
  const needed = withDependencies(new Set(kept.map(({ urn }) => urn)), resources);
  const stays = ({ old, now }: (typeof leftovers)[number]): boolean =>
    !deletable.has(old.urn) || (kept.length > 0 && now.delete !== true && needed.has(old.urn));
  refuseUnspecified(
    run,
    leftovers
      .filter((leftover) => !stays(leftover))
      .map(({ old }) => old.urn)
      .filter((urn) => selection.isUnspecified(urn)),
  );
  for (const leftover of leftovers.filter(stays)) keepResource(run, leftover.old);
  return run.journal.leftovers();
}

/** A preview reports all that the targets lack; a run does not begin. */
function refuseUnspecified(run: Run, urns: readonly string[]): void {
  const messages = urns.map(
    (urn) =>
      `Resource '${urn}' will be destroyed but was not specified in --target list.\nEither include resource in --target list or pass --target-dependents to proceed.`,
  );
  if (run.preview && messages.length > 0) run.status.refuse();
  for (const message of messages)
    if (run.preview) run.emit({ kind: "diagnostic", severity: "error", message });
    else reportError(run, new EngineError(message));
  if (!run.preview && messages.length > 0) throw reportError(run, new EngineError("delete untargeted resource"));
}

/** Those that are really about to be gone: what a protected or retained resource holds is not. */
function condemnedUrns(steps: readonly Step[]): readonly string[] {
  return steps
    .filter((step) => (step.operation === "delete" || step.operation === "delete-replaced") && !isProtected(step))
    .filter((step) => step.before?.retainOnDelete !== true)
    .map((step) => step.urn);
}

interface Deletion {
  readonly step: Step | undefined;
  /** Whether each resource that uses it is gone. */
  readonly users: readonly Promise<boolean>[];
  readonly condemned: ReadonlySet<string>;
}

async function deleteAfter(run: Run, { step, users, condemned }: Deletion): Promise<boolean> {
  const usersGone = await Promise.all(users);
  if (step === undefined || usersGone.includes(false)) return false;
  try {
    run.status.throwIfStopped();
    if (isProtected(step)) throw refuseProtected(run, step);
    await run.limit.run(() => {
      run.status.throwIfStopped();
      return executeStep(run, step, condemned);
    });
    return true;
  } catch (thrown) {
    // Reported here; the caller fails the run.
    reportError(run, thrown, step.urn);
    return false;
  }
}
