import { EngineError } from "@berth/model/engine-error";
import { isProviderType } from "@berth/model/goal";
import type { Step } from "@berth/model/step";
import { isProtected, needsProviderDelete } from "../plan/delete";
import type { Run } from "./run";
import { reportError } from "./run";

/**
 * Rejects when one of these deletions cannot succeed: its resource is protected, or its provider is not recorded, not
 * installed or not configurable. Every reason is reported once. `condemned`: URNs that this run deletes.
 */
export async function refuseImpossibleDeletes(
  run: Run,
  steps: readonly Step[],
  condemned: ReadonlySet<string>,
): Promise<void> {
  const reasons = await Promise.all(steps.map((step) => impossibility(run, step, condemned)));
  const distinct = [...new Set(reasons.filter((reason) => reason !== undefined))];
  if (distinct.length === 0) return;
  for (const reason of distinct) reportError(run, new EngineError(reason));
  throw reportError(run, new EngineError("nothing was deleted"));
}

/** The error of a protected resource, with what lifts the protection. */
export function protectionMessage(urn: string): string {
  const fix =
    "either remove the `protect` flag from the resource in your program and run `up`, or use `pulumi state unprotect`";
  return `resource "${urn}" cannot be deleted because it is protected; to unprotect it, ${fix}`;
}

async function impossibility(run: Run, step: Step, condemned: ReadonlySet<string>): Promise<string | undefined> {
  if (isProtected(step)) return protectionMessage(step.urn);
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
