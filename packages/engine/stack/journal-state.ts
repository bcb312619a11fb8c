import { inDependencyOrder } from "./dependency-order";
import { usedUrns } from "../plan/delete";
import { parseProviderReference } from "../plan/provider-reference";
import { withoutAbsent } from "../plan/goal-state";
import type { PendingOperation, ResourceState, Snapshot } from "@berth/model/state";

/** What a run has done to a stack so far. States are told apart as objects: two copies may share a URN. */
export interface JournalState {
  readonly base: Snapshot;
  /** In order of completion. */
  readonly finished: readonly ResourceState[];
  /** Entries of the base that are gone or have a successor in `finished`. */
  readonly settled: ReadonlySet<ResourceState>;
  /** Entries of the base that stay, changed: old copies that wait for deletion. */
  readonly amended: ReadonlyMap<ResourceState, ResourceState>;
  /** Entries of the base that stay as they are, whatever the program has: they are not among this run's resources. */
  readonly kept: ReadonlySet<ResourceState>;
  readonly pending: readonly PendingOperation[];
  /** Former URN → present URN of those resources found by an alias whose present state is in `finished`. */
  readonly renamed: ReadonlyMap<string, string>;
}

export type JournalEntry =
  | { readonly kind: "begin"; readonly operation: PendingOperation }
  | {
      readonly kind: "end";
      readonly operation?: PendingOperation;
      /** The old state that has been dealt with. */
      readonly settled?: ResourceState | undefined;
      readonly finished?: ResourceState;
      /** The old state that stays for later, as what it stays. */
      readonly amended?: { readonly old: ResourceState; readonly as: ResourceState };
    }
  | { readonly kind: "keep"; readonly old: ResourceState }
  | { readonly kind: "outputs"; readonly urn: string; readonly outputs: ResourceState["outputs"] }
  | { readonly kind: "settle-pending"; readonly operation: PendingOperation };

/** The start of a run: the last snapshot, with those pending operations that nobody can know the end of. */
export function startJournal(base: Snapshot): JournalState {
  const pending = base.pendingOperations.filter((operation) => operation.type === "creating");
  return { base, finished: [], settled: new Set(), amended: new Map(), kept: new Set(), pending, renamed: new Map() };
}

export function applyEntry(state: JournalState, entry: JournalEntry): JournalState {
  switch (entry.kind) {
    case "begin":
      return { ...state, pending: [...state.pending, entry.operation] };
    case "settle-pending":
      return { ...state, pending: without(state.pending, entry.operation) };
    case "keep":
      return { ...state, kept: new Set([...state.kept, entry.old]) };
    case "outputs":
      return {
        ...state,
        finished: state.finished.map((one) => (one.urn === entry.urn ? { ...one, outputs: entry.outputs } : one)),
      };
    case "end":
      return {
        ...state,
        pending: without(state.pending, entry.operation),
        settled: entry.settled === undefined ? state.settled : new Set([...state.settled, entry.settled]),
        finished: [
          // What was imported first may be what this entry has dealt with.
          ...state.finished.filter((one) => one !== entry.settled),
          ...(entry.finished === undefined ? [] : [entry.finished]),
        ],
        amended:
          entry.amended === undefined
            ? state.amended
            : new Map([...state.amended, [entry.amended.old, entry.amended.as]]),
        renamed: withRename(state.renamed, entry),
      };
  }
}

/** Old entries that nothing has dealt with yet: pairs of what the base holds and what the file shows of it. */
export function leftovers(
  state: JournalState,
): readonly { readonly old: ResourceState; readonly now: ResourceState }[] {
  return unsettled(state).filter(({ old }) => !state.kept.has(old));
}

/** The entries of the base that this run keeps as they are. */
export function keptStates(state: JournalState): readonly ResourceState[] {
  return unsettled(state).flatMap(({ old, now }) => (state.kept.has(old) ? [now] : []));
}

function unsettled(state: JournalState): ReturnType<typeof leftovers> {
  return state.base.resources
    .filter((old) => !state.settled.has(old))
    .map((old) => ({ old, now: renameReferences(state.amended.get(old) ?? old, state.renamed) }));
}

/** What the file must hold now: this run's states as they were completed, then the old ones that are left. */
export function snapshotOf(state: JournalState): Snapshot {
  const resources = [...state.finished, ...unsettled(state).map(({ now }) => now)];
  return {
    // What this run has finished may use what it keeps, which it does not finish.
    resources: state.kept.size === 0 ? resources : inDependencyOrder(resources),
    pendingOperations: state.pending,
    metadata: state.base.metadata,
  };
}

/** References follow a resource to its new URN only once the file has an entry of that URN. */
function withRename(
  renamed: ReadonlyMap<string, string>,
  { finished, settled, amended }: JournalEntry & { readonly kind: "end" },
): ReadonlyMap<string, string> {
  const former = settled ?? amended?.old;
  if (finished === undefined || former === undefined || former.urn === finished.urn) return renamed;
  return new Map([...renamed, [former.urn, finished.urn]]);
}

function without(
  pending: readonly PendingOperation[],
  operation: PendingOperation | undefined,
): readonly PendingOperation[] {
  return pending.filter((one) => one !== operation);
}

/** Rewrites every mention of a former URN; the state's own URN stays. */
export function renameReferences(state: ResourceState, renamed: ReadonlyMap<string, string>): ResourceState {
  if (!usedUrns(state).some((urn) => renamed.has(urn))) return state;
  const name = (urn: string): string => renamed.get(urn) ?? urn;
  const names = (urns: readonly string[]): readonly string[] => urns.map(name);
  return withoutAbsent({
    ...state,
    parent: state.parent === undefined ? undefined : name(state.parent),
    deletedWith: state.deletedWith === undefined ? undefined : name(state.deletedWith),
    replaceWith: state.replaceWith === undefined ? undefined : names(state.replaceWith),
    provider: state.provider === undefined ? undefined : renameReference(state.provider, name),
    dependencies: names(state.dependencies),
    propertyDependencies: Object.fromEntries(
      Object.entries(state.propertyDependencies).map(([key, urns]) => [key, names(urns)]),
    ),
  });
}

function renameReference(reference: string, name: (urn: string) => string): string {
  const { urn, id } = parseProviderReference(reference);
  return `${name(urn)}::${id}`;
}
