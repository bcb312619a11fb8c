import type { ServiceModel } from "../../compose/service-model";

const ROOT = /^(0|root)(:|$)/;

/** A process that starts as root drops its groups when it changes to another user; one of a given user keeps root's. */
export function readsAsRootGroup({ user }: Pick<ServiceModel, "user">): boolean {
  return user !== undefined && !ROOT.test(user);
}

/** Of a secret without a mode: for root's group alone where the service can be in it, else Compose's own default. */
export function secretMode(service: Pick<ServiceModel, "user">): number {
  return readsAsRootGroup(service) ? 0o440 : 0o444;
}
