import { EngineError } from "@berth/model/engine-error";
import type { Run } from "./run";
import { reportError } from "./run";

/**
 * Rejects before anything is done when the command line names a resource that the stack does not have. A run of the program
 * may create a target, so that its targets are looked for at its end.
 */
export function demandKnownUrns(run: Run, runsProgram: boolean): void {
  const { base, selection } = run;
  const known = new Set(base.resources.map(({ urn }) => urn));
  const kinds = runsProgram ? (["replaces"] as const) : (["targets", "excludes"] as const);
  const messages = kinds.flatMap((kind) => selection?.unknownTargets(kind, known) ?? []);
  for (const message of messages) reportError(run, new EngineError(message));
  if (messages.length > 0)
    throw reportError(run, new EngineError("one or more targets could not be found in the stack"));
}
