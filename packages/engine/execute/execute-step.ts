import { EngineError } from "@berth/model/engine-error";
import { isProviderType } from "@berth/model/goal";
import { createResource, updateResource } from "./execute-provider-call";
import { needsProviderDelete } from "../plan/delete";
import { markSecretOutputs } from "@berth/model/property-view";
import { deepEqual } from "@berth/model/property-diff";
import { mustWrite } from "../plan/same";
import { withoutAbsent } from "../plan/goal-state";
import type { Run } from "./run";
import { ReportedError, reportError, StepError } from "./run";
import type { PendingOperation, ResourceState } from "@berth/model/state";
import type { Operation, Step } from "@berth/model/step";

/** What a step came to: the state it left, and why the resource, though there, is not well. */
interface Outcome {
  readonly after?: ResourceState;
  readonly initErrors?: readonly string[];
}

/**
 * Runs one step: emits the event, journals the intent, calls the provider, journals the outcome and returns the new state.
 * Rejects with a ReportedError when it failed; a resource that exists all the same has been journalled.
 * `condemned`: URNs that this run deletes.
 */
export function executeStep(run: Run, step: Step, condemned: ReadonlySet<string>): Promise<ResourceState | undefined> {
  return takeStep(run, step, () => handlers[step.operation](run, step, condemned));
}

/** As executeStep, with a call that does what the step is: it journals its intent and its outcome by itself. */
export async function takeStep(run: Run, step: Step, call: () => Promise<Outcome>): Promise<ResourceState | undefined> {
  if (!run.preview && changesTheWorld(step)) await admitted(run, step);
  const started = Date.now();
  run.emit({ kind: "step-started", step });
  try {
    run.approved?.demand(step);
    const outcome = await call();
    const done: Step = withoutAbsent({ ...step, after: outcome.after ?? step.after });
    if (outcome.initErrors !== undefined) throw new InitError(outcome.initErrors);
    if (isNews(done)) run.status.count(done);
    run.emit({ kind: "step-finished", step: done, milliseconds: Date.now() - started });
    return done.after;
  } catch (thrown) {
    run.status.failStep();
    const message = EngineError.from(thrown).message;
    run.emit({ kind: "step-failed", step, message, milliseconds: Date.now() - started });
    throw new StepError(message, { cause: thrown });
  }
}

/** A read counts only when it found something else than the last one. */
function isNews({ operation, before, after }: Step): boolean {
  return operation !== "read" || (before !== undefined && !deepEqual(before.outputs, after?.outputs));
}

function changesTheWorld({ operation, type, before, after }: Step): boolean {
  return operation !== "same" && !isProviderType(type) && (after ?? before)?.custom === true;
}

/** What stands in the way of every step is reported by the first one that finds it. */
async function admitted(run: Run, step: Step): Promise<void> {
  if (run.admit === undefined) return;
  try {
    await run.admit();
    if (step.operation !== "delete") run.status.throwIfStopped();
  } catch (thrown) {
    if (!run.status.isGoing) throw new ReportedError(EngineError.from(thrown).message, { cause: thrown });
    throw reportError(run, thrown);
  }
}

class InitError extends EngineError {
  constructor(reasons: readonly string[]) {
    super(`the resource exists but did not become ready: ${reasons.join("; ")}`);
  }
}

type Handler = (run: Run, step: Step, condemned: ReadonlySet<string>) => Promise<Outcome>;

const handlers: Readonly<Record<Operation, Handler>> = {
  same,
  create,
  "create-replacement": create,
  update,
  replace: () => Promise.resolve({}),
  read,
  "read-replacement": read,
  import: importObject,
  "import-replacement": importObject,
  delete: remove,
  "delete-replaced": remove,
  discard: remove,
  "discard-replaced": remove,
  "remove-pending-replace": remove,
  refresh: () => Promise.reject(new EngineError("refresh is not a step of an update")),
};

async function same(run: Run, step: Step): Promise<Outcome> {
  const { before, after } = both(step);
  if (isProviderType(step.type))
    await run.registry.configure({ urn: step.urn, type: step.type, inputs: after.inputs, id: after.id });
  run.journal.note({ kind: "end", settled: before, finished: after });
  if (mustWrite(before, after)) await run.journal.flush();
  return { after };
}

async function create(run: Run, step: Step): Promise<Outcome> {
  const planned = planOf(step);
  const operation: PendingOperation = { type: "creating", resource: planned };
  await run.journal.record({ kind: "begin", operation });
  const result = await settled(run, operation, () => createResource(run, planned));
  const after = withoutAbsent({ ...planned, ...result.after, created: now(), modified: now() });
  const { before } = step;
  settleInterrupted(run, step.urn);
  // Physically gone before: the record goes with its successor's. Else it stays, to be deleted at the end.
  if (before === undefined) await run.journal.record({ kind: "end", operation, finished: after });
  else if (isGone(run, before)) await run.journal.record({ kind: "end", operation, finished: after, settled: before });
  else
    await run.journal.record({
      kind: "end",
      operation,
      finished: after,
      amended: markedForDeletion(before),
    });
  return { ...result, after };
}

/** A create that an earlier run was killed in is answered for by the one that has just succeeded. */
function settleInterrupted(run: Run, urn: string): void {
  for (const operation of run.base.pendingOperations)
    if (operation.type === "creating" && operation.resource.urn === urn)
      run.journal.note({ kind: "settle-pending", operation });
}

async function update(run: Run, step: Step): Promise<Outcome> {
  const { before, after: planned } = both(step);
  const operation: PendingOperation = { type: "updating", resource: planned };
  await run.journal.record({ kind: "begin", operation });
  const result = await settled(run, operation, () => updateResource(run, before, planned));
  // What failed half-way was not wholly applied: the old inputs stay, so that the next run tries again.
  const inputs = result.initErrors === undefined ? planned.inputs : before.inputs;
  const after = withoutAbsent({ ...planned, inputs, ...result.after, ...(planned.custom ? { modified: now() } : {}) });
  await run.journal.record({ kind: "end", operation, settled: before, finished: after });
  return { ...result, after };
}

async function read(run: Run, step: Step): Promise<Outcome> {
  const planned = planOf(step);
  if (planned.provider === undefined || planned.id === undefined) return { after: planned };
  const operation: PendingOperation = { type: "reading", resource: planned };
  await run.journal.record({ kind: "begin", operation });
  const { id, inputs } = planned;
  const provider = await run.registry.get(planned.provider);
  const result = await settled(run, operation, () => provider.read({ urn: step.urn, id, inputs, outputs: inputs }));
  if (result.id === "") {
    await run.journal.record({ kind: "end", operation });
    throw new EngineError(`resource '${id}' does not exist`);
  }
  const { before } = step;
  const read = { ...planned, id: result.id, outputs: result.outputs, initErrors: result.initErrors };
  const after = withoutAbsent({ ...read, ...readDates(read, before) });
  if (step.operation === "read-replacement" && before !== undefined)
    await run.journal.record({
      kind: "end",
      operation,
      finished: after,
      amended: markedForDeletion(before),
    });
  else await run.journal.record(withoutAbsent({ kind: "end" as const, operation, finished: after, settled: before }));
  return { after };
}

function readDates(
  read: ResourceState,
  before: ResourceState | undefined,
): Partial<Pick<ResourceState, "created" | "modified">> {
  if (before === undefined) return {};
  const isSame = deepEqual(read.inputs, before.inputs) && deepEqual(read.outputs, before.outputs);
  return { created: before.created, modified: isSame ? before.modified : now() };
}

async function importObject(run: Run, step: Step): Promise<Outcome> {
  const planned = planOf(step);
  const { urn, importId = "", additionalSecretOutputs = [] } = planned;
  const operation: PendingOperation = { type: "importing", resource: planned };
  await run.journal.record({ kind: "begin", operation });
  const provider = await run.registry.get(planned.provider ?? "");
  const result = await settled(run, operation, () => provider.read({ urn, id: importId, inputs: {}, outputs: {} }));
  if (result.id === "") {
    await run.journal.record({ kind: "end", operation });
    throw new EngineError(`resource '${importId}' does not exist`);
  }
  const { id, inputs, initErrors } = result;
  const outputs = markSecretOutputs(result.outputs, { inputs: planned.inputs, names: additionalSecretOutputs });
  const after = withoutAbsent({ ...planned, id, inputs, outputs, initErrors, created: now(), modified: now() });
  const { before } = step;
  if (before === undefined || before.external === true || isGone(run, before))
    await run.journal.record(withoutAbsent({ kind: "end" as const, operation, finished: after, settled: before }));
  else await run.journal.record({ kind: "end", operation, finished: after, amended: markedForDeletion(before) });
  return { after };
}

async function remove(run: Run, step: Step, condemned: ReadonlySet<string>): Promise<Outcome> {
  const { before } = step;
  if (before === undefined) throw new EngineError("nothing to delete");
  const waits = step.after?.pendingReplacement === true;
  const leaves = waits
    ? { amended: { old: before, as: { ...before, pendingReplacement: true } } }
    : { settled: before };
  if (run.preview || isProviderType(step.type) || !needsProviderDelete(step, condemned)) {
    await run.journal.record({ kind: "end", ...leaves });
    return {};
  }
  const operation: PendingOperation = { type: "deleting", resource: run.journal.currentOf(before) };
  await run.journal.record({ kind: "begin", operation });
  await settled(run, operation, () => deleteResource(run, before));
  await run.journal.record({ kind: "end", operation, ...leaves });
  return {};
}

async function deleteResource(run: Run, state: ResourceState): Promise<void> {
  if (state.provider === undefined) throw new EngineError("the state records no provider for it");
  const provider = await run.registry.ensure(state.provider, run.base.resources);
  const { urn, id = "", inputs, outputs } = state;
  const timeoutSeconds = state.customTimeouts?.delete ?? 0;
  await provider.delete({ urn, id, oldInputs: inputs, oldOutputs: outputs, timeoutSeconds, signal: run.status.signal });
}

/** A call that failed leaves no pending operation; one that was cut off does, since nobody knows its end. */
export async function settled<T>(run: Run, operation: PendingOperation, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    await run.journal.record({ kind: "end", operation });
    throw thrown;
  }
}

function isGone(run: Run, old: ResourceState): boolean {
  return run.journal.currentOf(old).pendingReplacement === true;
}

function planOf(step: Step): ResourceState {
  if (step.after === undefined) throw new EngineError(`step ${step.operation} has no goal`);
  return step.after;
}

function both(step: Step): { before: ResourceState; after: ResourceState } {
  if (step.before === undefined) throw new EngineError(`step ${step.operation} has no old state`);
  return { before: step.before, after: planOf(step) };
}

function now(): string {
  return new Date().toISOString();
}

/** The old copy stays in the state, to be deleted at the end of the run. */
function markedForDeletion(old: ResourceState): { readonly old: ResourceState; readonly as: ResourceState } {
  return { old, as: { ...old, delete: true } };
}
