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

/** The steps as they are saved: of each that the other preview has in the very same words only the URN. */
export function withoutKept({ steps }: Minimal, otherText: string): readonly unknown[] {
  const other = minimal(JSON.parse(otherText));
  const kept = new Map(other.steps.map((step) => [step.urn, JSON.stringify(step)]));
  return steps.map((step) => (kept.get(step.urn) === JSON.stringify(step) ? step.urn : step));
}

/** JSON with a step a line: a recording is read by its steps, and a new one differs in lines that say which. */
export function lineByLine(steps: readonly unknown[], diagnostics: readonly unknown[]): string {
  const list = (items: readonly unknown[]) => `[${items.map((item) => `\n${JSON.stringify(item)}`).join(",")}\n]`;
  return `{"steps":${list(steps)},"diagnostics":${list(diagnostics)}}\n`;
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
