import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceModel } from "../../compose/service-model";
import { only, pick } from "./only";

export type Names = Record<string, pulumi.Output<string>>;

/** A service as far as those that depend on it see it. */
export interface Started {
  readonly containers: readonly docker.Container[];
  /** What is there once it is as far as it has to be. */
  readonly ready: readonly pulumi.Resource[];
  /** Names of its containers; the first one's key is the service. */
  readonly names: Names;
}

/** What has to be there before a service's container is made. A job that has only to have started has to have run as well. */
export function neededBy(
  { dependsOn, dependencyConditions = {} }: ServiceModel,
  started: ReadonlyMap<string, Started>,
): pulumi.Resource[] {
  return dependsOn.flatMap((name) => {
    const { containers, ready } = only(started, name);
    return dependencyConditions[name] === "started" ? [...containers] : [...ready];
  });
}

/** The container whose network a service shares (`network_mode: service:…`); undefined: it has networks of its own. */
export function networkOwner(
  { networkOf }: ServiceModel,
  started: ReadonlyMap<string, Started>,
): docker.Container | undefined {
  return networkOf === undefined ? undefined : pick(started, [networkOf])[0]?.containers[0];
}
