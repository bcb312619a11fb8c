import type { Run } from "./run";
import type { ResourceState } from "@berth/model/state";
import type { Step } from "@berth/model/step";

/** Leaves an old resource as it is, whatever the program wants of it, and reports that as "same". */
export function keepResource(run: Run, old: ResourceState): ResourceState {
  const step: Step = {
    operation: "same",
    urn: old.urn,
    type: old.type,
    before: old,
    after: old,
    replaceKeys: [],
    changedKeys: [],
  };
  run.emit({ kind: "step-started", step });
  run.journal.note({ kind: "keep", old });
  run.status.count(step);
  run.emit({ kind: "step-finished", step, milliseconds: 0 });
  return old;
}
