import { checkAcross } from "./across-checks";
import { composeFile } from "./compose-schema";
import { withDefaults } from "./defaults";
import { ComposeError, Place } from "./fault";
import { loadCompose } from "./load-compose";
import { placeServices } from "./place-services";
import type { ComposeModel } from "./service-model";

export interface ComposeSource {
  /** For messages: as the reader would open it. */
  readonly file: string;
  readonly text: string;
  /** For ${NAME}; the process's environment is not looked at. */
  readonly variables: Readonly<Record<string, string>>;
  /** Of each host. */
  readonly memoryMiB: number;
  /** How many there are; "own": each service has one, in the file's order. */
  readonly hosts: number | "own";
}

/** Loads, checks and completes a compose file; throws one ComposeError with every fault in it. */
export function parseCompose({ file, text, variables, memoryMiB, hosts }: ComposeSource): ComposeModel {
  const { tree, faults, lineOf } = loadCompose(text, variables);
  const root = new Place([], faults);
  const checked = tree === undefined && faults.length > 0 ? undefined : composeFile(tree, root);
  const placement = placeServices(checked ?? {}, hosts, root.at("services"));
  if (checked !== undefined) checkAcross(checked, { memoryMiB, placement, areOwn: hosts === "own" }, root);
  if (faults.length > 0 || checked === undefined) {
    throw new ComposeError(file, faults.map((fault) => ({ line: lineOf(fault.path), ...fault })).sort(byLine));
  }
  return withDefaults(checked, placement);
}

function byLine(a: { line?: number | undefined }, b: { line?: number | undefined }): number {
  return (a.line ?? 0) - (b.line ?? 0);
}
