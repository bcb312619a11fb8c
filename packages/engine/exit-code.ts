import type { Summary } from "@berth/model/events";
import type { Verb } from "./deploy-request";

/** The exit code that shells use for SIGINT. */
export const interruptedCode = 130;
/** The CLI's exit code of --expect-no-changes when there were some. */
export const unexpectedChangesCode = 7;

/** The exit code of a run. */
export function exitCodeOf(
  { result, changes }: Pick<Summary, "result" | "changes">,
  { expectNoChanges }: { readonly expectNoChanges: boolean },
): number {
  if (result === "cancelled") return interruptedCode;
  if (result === "failed") return 1;
  const isChanged = Object.keys(changes).some((operation) => operation !== "same");
  return expectNoChanges && isChanged ? unexpectedChangesCode : 0;
}

/** The CLI's message with that exit code. */
export function unexpectedChangesText(verb: Verb): string {
  return `no changes were expected for ${verb === "up" ? "update" : verb} but changes were proposed`;
}
