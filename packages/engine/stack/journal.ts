import type { JournalEntry, JournalState } from "./journal-state";
import { applyEntry, keptStates, leftovers, snapshotOf, startJournal } from "./journal-state";
import type { ResourceState, Snapshot } from "@berth/model/state";

/** Keeps the stack's file one step ahead of the world: what `record` resolves for is on disk. */
export class Journal {
  private state: JournalState;
  private saving: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  /** `save` writes atomically; previews give one that does nothing. */
  constructor(
    base: Snapshot,
    private readonly save: (snapshot: Snapshot) => Promise<void>,
  ) {
    this.state = startJournal(base);
  }

  /** Changes the state without writing: for what the next write may carry. */
  note(entry: JournalEntry): void {
    this.state = applyEntry(this.state, entry);
  }

  /** Changes the state and resolves when the file holds it; rejects when it can't be written. */
  async record(entry: JournalEntry): Promise<void> {
    this.note(entry);
    await this.flush();
  }

  /** Resolves when the file holds everything noted until now. Concurrent calls share one write. */
  flush(): Promise<void> {
    if (this.saving === undefined) return this.write();
    this.next ??= this.saving.then(
      () => this.write(),
      () => this.write(),
    );
    return this.next;
  }

  snapshot(): Snapshot {
    return snapshotOf(this.state);
  }

  leftovers(): readonly { readonly old: ResourceState; readonly now: ResourceState }[] {
    return leftovers(this.state);
  }

  /** The old states that this run keeps as they are, as the file shows them. */
  kept(): readonly ResourceState[] {
    return keptStates(this.state);
  }

  /** What the file shows of an entry of the base: the entry, or what it was amended to. */
  currentOf(old: ResourceState): ResourceState {
    return this.state.amended.get(old) ?? old;
  }

  /** This run's state of a resource, if it is finished. */
  finished(urn: string): ResourceState | undefined {
    return this.state.finished.findLast((state) => state.urn === urn);
  }

  private write(): Promise<void> {
    this.next = undefined;
    const saving = this.save(this.snapshot()).finally(() => {
      if (this.saving === saving) this.saving = undefined;
    });
    this.saving = saving;
    return saving;
  }
}
