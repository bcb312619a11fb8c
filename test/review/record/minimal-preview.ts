/** A recorded preview without what no review reads and what changes from run to run: times, places in the source, outputs. */
export function minimal(preview: unknown): Minimal {
  if (!isRecord(preview) || !Array.isArray(preview.steps)) throw new Error("no preview");
  const steps = preview.steps
    .filter(isRecord)
    .map(({ op, urn, detailedDiff, diffReasons, replaceReasons, oldState, newState }) => ({
      op,
      urn,
      detailedDiff,
      diffReasons,
      replaceReasons,
      // What does not change has the same inputs on both sides.
      ...(oldState === undefined ? {} : { oldState: op === "same" ? withoutInputs(oldState) : state(oldState) }),
      ...(newState === undefined ? {} : { newState: state(newState) }),
    }));
  return { steps, diagnostics: Array.isArray(preview.diagnostics) ? preview.diagnostics : [] };
}

export interface Minimal {
  readonly steps: readonly Readonly<Record<string, unknown>>[];
  readonly diagnostics: readonly unknown[];
}

/** The preview with nothing but the URN of each step that the other has in the very same words. */
export function withoutKept(preview: Minimal, otherText: string): Minimal {
  const other = minimal(JSON.parse(otherText));
  const kept = new Map(other.steps.map((step) => [step.urn, JSON.stringify(step)]));
  const steps = preview.steps.map((step) => (kept.get(step.urn) === JSON.stringify(step) ? { urn: step.urn } : step));
  return { ...preview, steps };
}

const dropped = new Set(["created", "modified", "sourcePosition", "outputs", "type", "urn", "provider"]);

function state(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !dropped.has(key)));
}

function withoutInputs(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const { custom, parent, dependencies, protect, deletedWith } = value;
  return { custom, parent, dependencies, protect, deletedWith };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
