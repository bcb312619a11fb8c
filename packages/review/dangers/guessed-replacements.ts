import { parseUrn } from "@berth/model/urn";
import type { PlannedStep } from "../preview";
import { propertyChanges, rootOfPath } from "../property-changes";
import { kindOf } from "../resource-kinds";
import { holdsUnknown } from "../unknown-value";
import { code, type Danger } from "./danger";
import { forcingProperties } from "./forcing-properties";
import { danger, fateOfData, isForcing, reasonText, titleOf, unremarkable } from "./removals";

/**
 * Replacements that are guessed from the cloud's documentation, because the provider took no part. `withoutProvider`: packages
 * whose provider was not there. What refers to a replaced resource by an input that can't change is replaced as well.
 */
export function guessedReplacements(
  steps: readonly PlannedStep[],
  withoutProvider: ReadonlySet<string>,
): readonly Danger[] {
  const candidates = steps.filter(
    ({ operation, type }) => ["update", "same"].includes(operation) && withoutProvider.has(type.split(":")[0] ?? ""),
  );
  const guessed = new Map<string, Danger>();
  for (const step of candidates) guess(guessed, step, ownReason(step));
  for (let found = -1; found !== guessed.size;) {
    found = guessed.size;
    for (const step of candidates) if (!guessed.has(step.urn)) guess(guessed, step, inheritedReason(step, guessed));
  }
  return [...guessed.values()].filter(({ text }) => text !== "");
}

/** An unremarkable replacement has no text: it is only known, for what depends on it. */
function guess(guessed: Map<string, Danger>, step: PlannedStep, reason: string | undefined): void {
  if (reason === undefined) return;
  const kind = kindOf(step);
  const text = `${titleOf(step, kind)} will be replaced because ${reason}${fateOfData(step, kind)}`;
  guessed.set(step.urn, danger(step, { verb: "replace", kind }, unremarkable.replace.has(kind) ? "" : text));
}

function ownReason(step: PlannedStep): string | undefined {
  if (step.operation === "same") return undefined;
  const reasons = propertyChanges(step).filter(
    ({ path, before, after }) =>
      isForcing(step.type, path) && before !== undefined && !(holdsUnknown(before) && holdsUnknown(after)),
  );
  return reasons.length === 0 ? undefined : `${reasons.map(reasonText).join(" and ")}, which the cloud can't change`;
}

function inheritedReason({ type, after }: PlannedStep, guessed: ReadonlyMap<string, Danger>): string | undefined {
  for (const input of new Set((forcingProperties[type] ?? []).map(rootOfPath))) {
    const source = after?.propertyDependencies[input]?.find((urn) => guessed.has(urn));
    if (source !== undefined) return `its ${code(input)} is of ${code(parseUrn(source).name)}, which is replaced`;
  }
  return undefined;
}
