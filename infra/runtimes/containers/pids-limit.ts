import type { ServiceModel } from "../../compose/service-model";
import { specHash } from "./spec-hash";

/** Limits of the slices that the guest knows (etc/systemd/system/berth-pids*-.slice.d); a service has the next one up. */
export const SLICE_LIMITS: readonly number[] = [128, 512, 2048, 8192];

/** What keeps a container's number of processes down: the kernel's count of its user, or the slice that it is in. */
export type PidsBound = "user" | "slice";

/**
 * The count of a user is exact and needs no slice, but it is one count for all containers with the user's number and does
 * not bind root: it serves only where each service of the host has a user of its own.
 */
export function pidsBound(services: readonly ServiceModel[]): PidsBound {
  const users = services.map(({ user }) => /^([1-9]\d*)(:|$)/.exec(user ?? "")?.[1]);
  const areDistinct = !users.includes(undefined) && new Set(users).size === users.length;
  return areDistinct ? "user" : "slice";
}

/** Name of a service's slice, which carries its limit: no two services share one. */
export function sliceOf({ name, pids }: ServiceModel): string {
  const limit = SLICE_LIMITS.find((step) => step >= pids) ?? SLICE_LIMITS.at(-1);
  return `berth-pids${limit ?? 0}-${specHash(name)}.slice`;
}
