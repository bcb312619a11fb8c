import { EngineError } from "@berth/model/engine-error";
import { isProviderType } from "@berth/model/goal";
import type { DiffKind, DiffResult, Provider } from "@berth/model/provider";
import { diffInputs, settleDiff } from "../plan/diff";
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
  const chosen = new Set(base.resources.filter((state) => selection?.means(state) !== false));
  const read = await Promise.all(
    base.resources.map(async (state) => (chosen.has(state) ? run.limit.run(() => refreshOne(run, state)) : state)),
  );
  const resources = read.flatMap((state) => (state === undefined ? [] : [state]));
  return { ...base, resources: withoutMissing(resources), pendingOperations: [] };
}

async function refreshOne(run: Run, old: ResourceState): Promise<ResourceState | undefined> {
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
    const now = isRead(old) ? await readNow(run, old) : { state: old };
    run.status.count({ ...step, operation: outcomeOf(now) });
    const done = withoutAbsent({ ...step, after: now.state, ...changesOf(now) });
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
  /** Absent: the resource is gone. */
  readonly state?: ResourceState;
  /** How the resource differs from the state of the last run. */
  readonly diff?: DiffResult;
}

/** Nothing of the others is outside of the state. */
function isRead({ custom, type, pendingReplacement }: ResourceState): boolean {
  return custom && !isProviderType(type) && pendingReplacement !== true;
}

function outcomeOf({ state, diff }: ReadNow): "delete" | "update" | "same" {
  if (state === undefined) return "delete";
  return diff === undefined || diff.changes === "none" ? "same" : "update";
}

async function readNow(run: Run, old: ResourceState): Promise<ReadNow> {
  if (old.provider === undefined) throw new EngineError("the state records no provider for it");
  const provider = await run.registry.ensure(old.provider, run.base.resources);
  const { urn, id = "", inputs, outputs } = old;
  const result = await provider.read({ urn, id, inputs, outputs });
  if (result.id === "") return {};
  const marked = markSecretOutputs(result.outputs, { inputs: old.inputs, names: old.additionalSecretOutputs ?? [] });
  const isModified = !deepEqual(result.inputs, inputs) || !deepEqual(marked, outputs);
  const dates = isModified ? { modified: new Date().toISOString() } : {};
  const state = withoutAbsent({
    ...old,
    id: result.id,
    inputs: result.inputs,
    outputs: marked,
    initErrors: result.initErrors,
    ...dates,
  });
  if (old.external === true) return { state, diff: diffInputs(outputs, marked) };
  return { state, diff: inverted(await upAgain(provider, old, state)) };
}

/** What an `up` of the same program would do to the resource now. */
async function upAgain(provider: Provider, old: ResourceState, now: ResourceState): Promise<DiffResult> {
  const { urn, id = "", inputs: oldInputs, outputs: oldOutputs } = now;
  const { inputs: newInputs, ignoreChanges = [] } = old;
  const diff = await provider.diff({ urn, id, oldInputs, oldOutputs, newInputs, ignoreChanges });
  return settleDiff(diff, oldInputs, newInputs);
}

/** The way from the state to the world, of the way back. */
function inverted(diff: DiffResult): DiffResult {
  if (diff.detailedDiff === undefined) return diff;
  const changes = Object.entries(diff.detailedDiff).map(([path, change]) => [
    path,
    { ...change, kind: inverse[change.kind] },
  ]);
  return { ...diff, detailedDiff: Object.fromEntries(changes) as NonNullable<DiffResult["detailedDiff"]> };
}

const inverse: Readonly<Record<DiffKind, DiffKind>> = {
  add: "delete",
  "add-replace": "delete-replace",
  delete: "add",
  "delete-replace": "add-replace",
  update: "update",
  "update-replace": "update-replace",
};

function changesOf({ diff }: ReadNow): Pick<Step, "changedKeys" | "detailedDiff"> {
  return withoutAbsent({ changedKeys: diff?.changedKeys ?? [], detailedDiff: diff?.detailedDiff });
}

/** Takes out what mentions resources that are gone, and inputs without dependencies; a child of a gone parent has none. */
function withoutMissing(resources: readonly ResourceState[]): readonly ResourceState[] {
  const present = new Set(resources.map(({ urn }) => urn));
  return resources.map((state) => {
    const keep = (urns: readonly string[]): readonly string[] => urns.filter((urn) => present.has(urn));
    return withoutAbsent({
      ...state,
      parent: state.parent !== undefined && present.has(state.parent) ? state.parent : undefined,
      deletedWith: state.deletedWith !== undefined && present.has(state.deletedWith) ? state.deletedWith : undefined,
      replaceWith: state.replaceWith === undefined ? undefined : keep(state.replaceWith),
      dependencies: keep(state.dependencies),
      propertyDependencies: Object.fromEntries(
        Object.entries(state.propertyDependencies).flatMap(([key, urns]) => {
          const kept = keep(urns);
          return kept.length === 0 ? [] : [[key, kept]];
        }),
      ),
    });
  });
}
