import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { cloudName } from "../cloud-name";
import { describeFaults, type StackConfig } from "../../config/config-schema";
import { allEgress } from "../../config/egress";
import type { PublicPort } from "../../guest/public-port";
import type { HostSpec } from "../../host/host";
import type { PlatformArgs, PlatformHosts } from "../platform";
import { stackTags } from "../tags";
import { AcrRegistry } from "./acr-registry";
import { AzureHost } from "./azure-host";
import { peerAddress } from "../peer-address";
import { AzureNetwork, type AzurePlace } from "./azure-network";
import { DiskBackups } from "./disk-backups";
import { ExistingNetwork } from "./existing-network";
import { type AzureSettings, azureSettings } from "./settings/azure-settings";
import { StandardLoadBalancer } from "./standard-load-balancer";
import { dnsRecords } from "./dns-records";

/** A resource group, a network, existing or of the stack's own, and the hosts in it: they take turns in the zones, or are peers in one. */
export function azureHosts({ config, name: stack, specs, services, names }: PlatformArgs): PlatformHosts {
  const settings = checked(config);
  const { location } = settings;
  const name = cloudName(stack);
  const tags = stackTags(config.tags);
  const group = new ResourceGroup(`${name}-group`, { location, tags });
  const resourceGroupName = group.name;
  const place = placeOf(name, { config, settings, specs, group, tags });
  const ports = specs.flatMap(({ publicPorts }) => publicPorts.filter(({ protocol }) => protocol === "tcp"));
  const balanced = { groupId: group.id, resourceGroupName, location, ports: distinct(ports), tags };
  const balancer = config.loadBalancer ? new StandardLoadBalancer(`${name}-front`, balanced) : undefined;
  const poolId = balancer?.poolId;
  const made = specs.map((spec) => azureHost({ spec, config, settings, place, poolId, resourceGroupName, tags }));
  const machines = made.map(({ host }) => host);
  if (config.diskBackups > 0) {
    const { diskBackups: days, protectData } = config;
    const disks = new Map(made.map(({ host, disk }) => [cloudName(host.name), disk]));
    new DiskBackups(`${name}-backups`, { resourceGroupName, location, disks, days, protectData, tags });
  }
  const front = balancer && { recordType: "A" as const, address: balancer.address };
  dnsRecords(name, config, { names, machines, ...(front && { front }) });
  const hosts = { machines, ...(front && { front }) };
  if (config.registry !== "acr") return hosts;
  const pullers = new Map(made.map(({ host, principalId }) => [host.name, principalId]));
  const { registry } = new AcrRegistry(`${name}-registry`, { resourceGroupName, location, services, pullers, tags });
  return { ...hosts, registry };
}

interface Plan {
  readonly config: StackConfig;
  readonly settings: AzureSettings;
  readonly tags: Record<string, string>;
}

/** The subnets of an existing network, or that of one that the stack makes. */
function placeOf(name: string, args: Plan & { specs: readonly HostSpec[]; group: ResourceGroup }): AzurePlace {
  const { config, settings, specs, group, tags } = args;
  const { location, vnet } = settings;
  const { adminCidrs, networkCidr: cidr } = config;
  const { loadBalancer: isBalanced } = config;
  const clients = config.publicAddresses || isBalanced ? "Internet" : "VirtualNetwork";
  const publicPorts = specs.flatMap((spec) => spec.publicPorts);
  const rules = { publicPorts, clients, isBalanced, adminCidrs, egress: allEgress(config.egress) } as const;
  const own = { resourceGroupName: group.name, location, tags, ...rules };
  const hasPeers = specs.some((spec) => spec.hasPeers);
  if (vnet === undefined) return new AzureNetwork(`${name}-network`, { ...own, cidr, hasPeers });
  return new ExistingNetwork(`${name}-network`, { ...own, groupId: group.id, vnet, peers: "" });
}

function distinct(ports: readonly PublicPort[]): readonly number[] {
  return [...new Set(ports.map(({ port }) => port))].sort((a, b) => a - b);
}

interface HostPlan extends Plan {
  readonly spec: HostSpec;
  readonly place: AzurePlace;
  readonly poolId: pulumi.Output<string> | undefined;
  readonly resourceGroupName: pulumi.Output<string>;
}

function azureHost({ spec, config, settings, place, ...others }: HostPlan): AzureHost {
  const { zones, location, image, size } = settings;
  // Peers speak with each other all the time, and none does without the others.
  const turn = spec.hasPeers ? 0 : spec.number - 1;
  const zone = zones[turn % zones.length];
  const subnetId = place.subnetIds[turn % place.subnetIds.length];
  if (zone === undefined || subnetId === undefined)
    throw new pulumi.RunError("zones: one zone and one subnet at least are needed");
  const { generation, terminationProtection, protectData, publicAddresses: hasPublicAddress } = config;
  return new AzureHost(cloudName(spec.name), {
    ...{ spec, location, zone, image, size, subnetId, groupId: place.groupId, hasPublicAddress },
    privateAddress: spec.hasPeers ? peerAddress(place.cidr, spec.number) : undefined,
    ...{ generation, terminationProtection, protectData },
    snapshotId: config.dataSnapshots[spec.number],
    ...others,
  });
}

function checked(config: StackConfig): AzureSettings {
  const { settings, faults } = azureSettings(config);
  if (settings === undefined) throw new pulumi.RunError(describeFaults(faults).join("\n"));
  return settings;
}
