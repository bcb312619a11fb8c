import { code } from "./dangers/danger";
import { nameOfUrn, type PlannedStep } from "./preview";
import { type Kind, kindOf } from "./resource-kinds";
import { holdsUnknown } from "./unknown-value";

/** Inputs that only `up` will know, together with what they wait for. */
export interface UnknownGroup {
  /** What has to be made first, as a person would say it; names between backticks. */
  readonly waitsFor: string;
  /** "resource.input" of each. */
  readonly inputs: readonly string[];
}

/** Every input of a changing resource that the preview does not know, by what it waits for; the most frequent first. */
export function unknownGroups(steps: readonly PlannedStep[]): readonly UnknownGroup[] {
  const kinds = new Map(steps.map((step) => [step.urn, kindOf(step)]));
  const groups = new Map<string, string[]>();
  for (const step of steps) {
    if (step.operation === "same" || step.operation === "delete") continue;
    for (const [input, value] of Object.entries(step.after?.inputs ?? {})) {
      if (input.startsWith("__") || !holdsUnknown(value)) continue;
      const reason = reasonOf(step, input, kinds);
      groups.set(reason, [...(groups.get(reason) ?? []), `${step.name}.${input}`]);
    }
  }
  return [...groups]
    .map(([waitsFor, inputs]) => ({ waitsFor, inputs }))
    .sort((a, b) => b.inputs.length - a.inputs.length || (a.waitsFor < b.waitsFor ? -1 : 1));
}

function reasonOf(step: PlannedStep, input: string, kinds: ReadonlyMap<string, Kind>): string {
  const sources = [...new Set(step.after?.propertyDependencies[input] ?? [])].filter(
    (urn) => !urn.includes("pulumi:pulumi:Stack"),
  );
  if (sources.length === 0) return "what the program computes while it runs";
  const named = sources.slice(0, shownSources).map((urn) => `${kinds.get(urn) ?? "resource"} ${code(nameOfUrn(urn))}`);
  return [...named, ...(sources.length > shownSources ? [`${sources.length - shownSources} more`] : [])].join(" and ");
}

const shownSources = 3;
