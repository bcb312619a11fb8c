import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { cloudName } from "../cloud-name";
import { describeFaults, type StackConfig } from "../../config/config-schema";
import { allEgress } from "../../config/egress";
import type { HostSpec } from "../../host/host";
import type { PlatformArgs, PlatformHosts } from "../platform";
import { stackTags } from "../tags";
import { AcrRegistry } from "./acr-registry";
import { AzureHost } from "./azure-host";
import { peerAddress } from "../peer-address";
import { AzureNetwork } from "./azure-network";
import { type AzureSettings, azureSettings } from "./settings/azure-settings";
import { dnsRecords } from "./dns-records";

/** A resource group and a network of the stack's own, and the hosts in it: they take turns in the zones, or are peers in one. */
export function azureHosts({ config, name: stack, specs, services, names }: PlatformArgs): PlatformHosts {
  const settings = checked(config);
  const { location } = settings;
  const name = cloudName(stack);
  const tags = stackTags(config.tags);
  const resourceGroupName = new ResourceGroup(`${name}-group`, { location, tags }).name;
  const { subnetId, cidr } = new AzureNetwork(`${name}-network`, {
    resourceGroupName,
    location,
    cidr: config.networkCidr,
    publicPorts: specs.flatMap((spec) => spec.publicPorts),
    adminCidrs: config.adminCidrs,
    egress: allEgress(config.egress),
    hasPeers: specs.some(({ hasPeers }) => hasPeers),
    tags,
  });
  const made = specs.map((spec) => azureHost({ spec, config, settings, cidr, resourceGroupName, subnetId, tags }));
  const machines = made.map(({ host }) => host);
  dnsRecords(name, config, { names, machines });
  if (config.registry !== "acr") return { machines };
  const pullers = new Map(made.map(({ host, principalId }) => [host.name, principalId]));
  const { registry } = new AcrRegistry(`${name}-registry`, { resourceGroupName, location, services, pullers, tags });
  return { machines, registry };
}

interface HostPlan {
  readonly spec: HostSpec;
  readonly config: StackConfig;
  readonly settings: AzureSettings;
  readonly resourceGroupName: pulumi.Output<string>;
  readonly subnetId: pulumi.Output<string>;
  /** CIDR of the subnet. */
  readonly cidr: string;
  readonly tags: Record<string, string>;
}

function azureHost({ spec, config, settings, cidr, ...place }: HostPlan): AzureHost {
  const { zones, location, image, size } = settings;
  // Peers speak with each other all the time, and none does without the others.
  const zone = zones[spec.hasPeers ? 0 : (spec.number - 1) % zones.length];
  if (zone === undefined) throw new pulumi.RunError("zones: one zone at least is needed");
  const { generation, terminationProtection, protectData, jumpHost } = config;
  const kept = { generation, terminationProtection, protectData, jumpHost };
  const privateAddress = spec.hasPeers ? peerAddress(cidr, spec.number) : undefined;
  return new AzureHost(cloudName(spec.name), {
    ...{ spec, location, zone, image, size, privateAddress },
    ...kept,
    ...place,
  });
}

function checked(config: StackConfig): AzureSettings {
  const { settings, faults } = azureSettings(config);
  if (settings === undefined) throw new pulumi.RunError(describeFaults(faults).join("\n"));
  return settings;
}
