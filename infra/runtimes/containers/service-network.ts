import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkModel, ServiceModel } from "../../compose/service-model";
import { claimedName, type Claims } from "./claims";
import type { Labels } from "./container-spec";
import { SUBNETS } from "./exclusive-things";
import { specHash } from "./spec-hash";

interface NetworkPlace {
  /** Name of the resource. */
  readonly resource: string;
  /** Name on the host, without the hash of the settings. */
  readonly name: string;
  readonly labels: Labels;
  readonly claims: Claims;
}

/** Its name carries its settings: a changed one is made beside the old one, which its containers then leave, or after it where the subnet is fixed. */
export function serviceNetwork(
  network: NetworkModel,
  { resource, name, labels, claims }: NetworkPlace,
  opts: pulumi.CustomResourceOptions,
): docker.Network {
  const { internal, subnet } = network;
  const fixed = subnet === undefined ? {} : { ipamConfigs: [{ subnet }] };
  const spec = { driver: "bridge", internal, attachable: false, labels, ...fixed };
  const fullName = claimedName(`${name}-${specHash(spec)}`, subnet === undefined ? [] : [SUBNETS], claims);
  const options = { ...opts, ...(subnet !== undefined && { deleteBeforeReplace: true }) };
  return new docker.Network(resource, { ...spec, name: fullName }, options);
}

/** What `docker.Container` is given for a service's networks; `nameOf` leads from a network of the file to its name on the host. */
export function networksOf(
  { name, networks, aliases = {}, addresses = {} }: ServiceModel,
  nameOf: (network: string) => pulumi.Output<string>,
) {
  return networks.map((network) => ({
    name: nameOf(network),
    aliases: [...new Set([name, ...(aliases[network] ?? [])])],
    ...(addresses[network] !== undefined && { ipv4Address: addresses[network] }),
  }));
}

/** A container has networks of its own, or that of the container which `owner` is. */
export function networkArgs(networks: ReturnType<typeof networksOf>, owner: docker.Container | undefined) {
  if (owner === undefined) return { networksAdvanced: networks };
  return { networkMode: pulumi.interpolate`container:${owner.id}` };
}
