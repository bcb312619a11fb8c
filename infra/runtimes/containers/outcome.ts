import type { ServiceModel } from "../../compose/service-model";

/**
 * When what depends on a service goes on. "healthy": Docker's own check of the container is waited for with it. The others
 * are waited for after it: "up" is healthy by the image's check, or running for a while without a restart, or, of a job,
 * ended well; "completed" is ended well.
 */
export type Outcome = "healthy" | "up" | "completed";

/** How long a container without any check has to run before it counts as up. */
export const STEADY_SECONDS = 5;

/** The outcome of `service` that is waited for, by what it is and by what the others need of it. */
export function outcomeOf(service: ServiceModel, others: readonly ServiceModel[]): Outcome {
  const conditions = others.map(({ dependencyConditions }) => dependencyConditions?.[service.name]);
  if (conditions.includes("completed")) return "completed";
  const isChecked = checkOf(service) === "own" && service.restart === undefined;
  return isChecked && !conditions.includes("started") ? "healthy" : "up";
}

/** Whose check it is: the file's, none by the file's word, or that of the image, if it has one. */
export function checkOf({ healthcheck }: ServiceModel): "own" | "none" | "image" {
  if (healthcheck === undefined) return "image";
  return healthcheck.test[0] === "NONE" ? "none" : "own";
}

/** Ports of a service's container of which one has to accept before it counts as up: nothing tests UDP from outside. */
export function awaitedPorts(service: ServiceModel): readonly number[] {
  if (checkOf(service) === "own" || service.restart !== undefined || service.networkOf !== undefined) return [];
  const tcp = service.ports.filter(({ protocol }) => protocol === undefined).map(({ container }) => container);
  const routed = (service.routes ?? []).map(({ port }) => port);
  return [...new Set([...tcp, ...routed])].sort((a, b) => a - b);
}
