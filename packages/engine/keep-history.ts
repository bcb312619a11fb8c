import type { Summary } from "@berth/model/events";
import type { DeployRequest, Verb } from "./deploy-request";
import { recordUpdate, type UpdateRecord } from "./stack/history";
import type { OpenedStack } from "./stack/opened-stack";

/** The verbs as Pulumi's history names them. */
const kinds: Readonly<Record<Verb, UpdateRecord["kind"]>> = {
  preview: "preview",
  up: "update",
  refresh: "refresh",
  destroy: "destroy",
  import: "resource-import",
};

/** Adds a run that has ended now to the stack's history. */
export function keepHistory(
  request: DeployRequest,
  stack: OpenedStack,
  run: { summary: Summary; startTime: Date },
): void {
  const { summary, startTime } = run;
  recordUpdate(stack.backend, stack.reference, {
    kind: kinds[request.verb],
    startTime,
    endTime: new Date(),
    message: request.message,
    environment: {},
    config: stack.configFile.values,
    result: summary.result === "succeeded" ? "succeeded" : "failed",
    resourceChanges: summary.changes,
  });
}
