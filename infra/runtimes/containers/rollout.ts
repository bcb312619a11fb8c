import type { ServiceModel } from "../../compose/service-model";
import { thingsOf } from "./exclusive-things";

/** How a new version takes over: beside the old one, or after it is gone, and then why. */
export type Rollout = { order: "start-first" } | { order: "stop-first"; reason: string };

/** Start-first, unless both versions would need what only one can have. */
export function rolloutOf(service: ServiceModel): Rollout {
  const [first] = thingsOf(service);
  return first === undefined ? { order: "start-first" } : { order: "stop-first", reason: first.text };
}

/** As a plan says it. */
export function describeRollout(rollout: Rollout): string {
  return rollout.order === "start-first" ? rollout.order : `${rollout.order}: ${rollout.reason}`;
}
