import { EngineError } from "@berth/model/engine-error";
import { isProviderType } from "@berth/model/goal";
import { usedUrns } from "../plan/delete";
import { diffInputs } from "../plan/diff";
import { withoutAbsent } from "../plan/goal-state";
import { deepEqual } from "@berth/model/property-diff";
import { markSecretOutputs } from "@berth/model/property-view";
import type { Run } from "./run";
import type { ResourceState, Snapshot } from "@berth/model/state";
import type { Step } from "@berth/model/step";

/**
 * Reads every resource again and returns the snapshot as it really is: without resources that are gone and mentions of
 * them. Interrupted creations are forgotten, as Pulumi's refresh does. A resource whose read failed stays as it was, and
 * the run counts as failed.
 */
export async function refreshSnapshot(run: Run): Promise<Snapshot> {
  const { base, selection } = run;
  const chosen = new Set(base.resources.filter((state) => selection?.admits(state) !== false));
  const read = await Promise.all(
    base.resources.map(async (state) => (chosen.has(state) ? run.limit.run(() => refreshOne(run, state)) : state)),
  );
  const resources = read.flatMap((state) => (state === undefined ? [] : [state]));
  return { ...base, resources: withoutMissing(resources), pendingOperations: [] };
}

async function refreshOne(run: Run, old: ResourceState): Promise<ResourceState | undefined> {
  if (!old.custom || isProviderType(old.type) || old.pendingReplacement === true) return old;
  const started = Date.now();
  const step: Step = {
    operation: "refresh",
    urn: old.urn,
    type: old.type,
    before: old,
    replaceKeys: [],
    changedKeys: [],
  };
  try {
    run.status.throwIfCancelled();
    run.emit({ kind: "step-started", step });
    const now = await readNow(run, old);
    run.status.changes[outcomeOf(now)] = (run.status.changes[outcomeOf(now)] ?? 0) + 1;
    const done = { ...step, ...(now.state === undefined ? {} : { after: now.state }), ...changesOf(old, now) };
    run.emit({ kind: "step-finished", step: done, milliseconds: Date.now() - started });
    return now.state;
  } catch (thrown) {
    run.status.failStep();
    const message = EngineError.from(thrown).message;
    run.emit({ kind: "step-failed", step, message, milliseconds: Date.now() - started });
    return old;
  }
}

interface ReadNow {
  readonly state?: ResourceState;
  readonly changed: boolean;
}

function outcomeOf(now: ReadNow): string {
  if (now.state === undefined) return "delete";
  return now.changed ? "update" : "same";
}

async function readNow(run: Run, old: ResourceState): Promise<ReadNow> {
  if (old.provider === undefined) throw new EngineError("the state records no provider for it");
  const provider = await run.registry.ensure(old.provider, run.base.resources);
  const { urn, id = "", inputs, outputs } = old;
  const result = await provider.read({ urn, id, inputs, outputs });
  if (result.id === "") return { changed: true };
  const marked = markSecretOutputs(result.outputs, old.inputs, old.additionalSecretOutputs ?? [], false);
  const read = old.external === true ? inputs : result.inputs;
  const changed = !deepEqual(read, inputs) || !deepEqual(marked, outputs) || result.id !== id;
  const dates = changed ? { modified: new Date().toISOString() } : {};
  const state = withoutAbsent({
    ...old,
    id: result.id,
    inputs: read,
    outputs: marked,
    initErrors: result.initErrors,
    ...dates,
  });
  return { state, changed };
}

function changesOf(old: ResourceState, now: ReadNow): Pick<Step, "changedKeys" | "detailedDiff"> {
  if (now.state === undefined) return { changedKeys: [] };
  const { changedKeys, detailedDiff = {} } = diffInputs(old.outputs, now.state.outputs);
  return { changedKeys, detailedDiff };
}

/** Takes out what mentions resources that are gone; a child of a gone parent has none. */
function withoutMissing(resources: readonly ResourceState[]): readonly ResourceState[] {
  const present = new Set(resources.map(({ urn }) => urn));
  return resources.map((state) => {
    if (usedUrns(state).every((urn) => present.has(urn))) return state;
    const keep = (urns: readonly string[]): readonly string[] => urns.filter((urn) => present.has(urn));
    return withoutAbsent({
      ...state,
      parent: state.parent !== undefined && present.has(state.parent) ? state.parent : undefined,
      deletedWith: state.deletedWith !== undefined && present.has(state.deletedWith) ? state.deletedWith : undefined,
      dependencies: keep(state.dependencies),
      propertyDependencies: Object.fromEntries(
        Object.entries(state.propertyDependencies).map(([key, urns]) => [key, keep(urns)]),
      ),
    });
  });
}
