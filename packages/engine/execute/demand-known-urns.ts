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
  const messages = runsProgram
    ? (selection?.unknownTargets("replaces", known) ?? [])
    : (["targets", "excludes"] as const)
        .flatMap((kind) => selection?.unknown(kind, known) ?? [])
        .map((urn) => `no resource named '${urn}' found`);
  const [first] = messages.map((message) => reportError(run, new EngineError(message)));
  if (first !== undefined) throw first;
}
