import * as pulumi from "@pulumi/pulumi";
import type { ServiceModel } from "../../compose/service-model";
import { dockerName } from "./docker-name";
import { specHash } from "./spec-hash";

interface NameParts {
  /** What the container is given. */
  readonly spec: object;
  /** Of several containers of the service. */
  readonly replica: number | undefined;
  /** What only the deployment knows: image, networks, machine, secrets. */
  readonly unique: readonly pulumi.Input<unknown>[];
}

/** Name of a service's container: it carries a hash of all that the container is, so that a changed one is another one. */
export function containerName(service: ServiceModel, { spec, replica, unique }: NameParts): pulumi.Output<string> {
  const { name, volumes, folderMounts, secretMounts, secureEnvironment } = service;
  const others = [folderMounts, secretMounts, secureEnvironment].filter((given) => given !== undefined);
  const hash = (known: unknown[]) => specHash([spec, volumes, ...known, ...others]);
  return pulumi.all([...unique]).apply((known) => `${dockerName(name)}${replica ? `-${replica}` : ""}-${hash(known)}`);
}
