import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { cloudName } from "../cloud-name";
import { describeFaults, type StackConfig } from "../config-schema";
import type { HostSpec } from "../host";
import type { PlatformArgs, PlatformHosts } from "../platform";
import { stackTags } from "../tags";
import { AcrRegistry } from "./acr-registry";
import { AzureHost } from "./azure-host";
import { AzureNetwork } from "./azure-network";
import { type AzureSettings, azureSettings } from "./azure-settings";
import { domainRecord } from "./domain-record";

/** A resource group and a network of the stack's own, and the hosts in it, which take turns in the zones. */
export function azureHosts({ config, specs, services }: PlatformArgs): PlatformHosts {
  const settings = checked(config);
  const { location } = settings;
  const name = cloudName(specs[0]?.name ?? "");
  const tags = stackTags();
  const resourceGroupName = new ResourceGroup(`${name}-group`, { location, tags }).name;
  const { subnetId } = new AzureNetwork(`${name}-network`, {
    resourceGroupName,
    location,
    cidr: config.networkCidr,
    publicPorts: [...new Set(specs.flatMap((spec) => spec.publicPorts))],
    adminCidrs: config.adminCidrs,
    tags,
  });
  const made = specs.map((spec) => azureHost({ spec, config, settings, resourceGroupName, subnetId, tags }));
  const machines = made.map(({ host }) => host);
  domainRecord(name, config, machines, specs);
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
  readonly tags: Record<string, string>;
}

function azureHost({ spec, config, settings, ...place }: HostPlan): AzureHost {
  const { zones, location, image, vmSize } = settings;
  const zone = zones[(spec.number - 1) % zones.length];
  if (zone === undefined) throw new pulumi.RunError("zones: one zone at least is needed");
  const { generation, terminationProtection, protectData } = config;
  const kept = { generation, terminationProtection, protectData };
  return new AzureHost(cloudName(spec.name), { spec, location, zone, image, vmSize, ...kept, ...place });
}

function checked(config: StackConfig): AzureSettings {
  const { settings, faults } = azureSettings(config);
  if (settings === undefined) throw new pulumi.RunError(describeFaults(faults).join("\n"));
  return settings;
}
