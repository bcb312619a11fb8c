import { EngineError } from "@berth/model/engine-error";
import { isProviderType } from "@berth/model/goal";
import type { Step } from "@berth/model/step";
import { isProtected, needsProviderDelete } from "../plan/delete";
import type { Run } from "./run";
import { reportError, StepError } from "./run";

/**
 * Rejects when one of these deletions cannot succeed: its resource is protected, or its provider is not recorded, not
 * installed or not configurable. Every reason is reported once. `condemned`: URNs that this run deletes.
 */
export async function refuseImpossibleDeletes(
  run: Run,
  steps: readonly Step[],
  condemned: ReadonlySet<string>,
): Promise<void> {
  const shielded = steps.filter(isProtected);
  const reasons = await Promise.all(steps.map((step) => impossibility(run, step, condemned)));
  const distinct = [...new Set(reasons.filter((reason) => reason !== undefined))];
  if (distinct.length + shielded.length === 0) return;
  for (const step of shielded) refuseProtected(run, step);
  for (const reason of distinct) reportError(run, new EngineError(reason));
  throw reportError(run, new EngineError("nothing was deleted"));
}

/** Reports the deletion of a protected resource as a step that failed; a preview goes on to show the others. */
export function refuseProtected(run: Run, step: Step): StepError {
  const message = protectionMessage(step.urn);
  if (run.preview) run.status.refuse();
  else run.status.fail();
  run.emit({ kind: "step-started", step });
  run.emit({ kind: "step-failed", step, message, milliseconds: 0 });
  return new StepError(message);
}

/** The error of a protected resource, with what lifts the protection. */
function protectionMessage(urn: string): string {
  return `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove the \`protect\` flag from the resource in your Pulumi program and run \`up\`, or use the command:\n\`state unprotect '${urn}'\``;
}

async function impossibility(run: Run, step: Step, condemned: ReadonlySet<string>): Promise<string | undefined> {
  if (isProtected(step)) return undefined;
  if (isProviderType(step.type) || !needsProviderDelete(step, condemned)) return undefined;
  const provider = step.before?.provider;
  if (provider === undefined) return `delete ${step.urn}: the state records no provider for it`;
  try {
    await run.registry.ensure(provider, run.base.resources);
    return undefined;
  } catch (thrown) {
    return EngineError.from(thrown).message;
  }
}
