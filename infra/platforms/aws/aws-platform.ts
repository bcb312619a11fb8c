import * as pulumi from "@pulumi/pulumi";
import { cloudName } from "../cloud-name";
import { describeFaults, type StackConfig } from "../../config/config-schema";
import { allEgress, internet } from "../../config/egress";
import { privateNetworks } from "../../config/private-networks";
import type { BootingHost, HostSpec } from "../../host/host";
import type { PlatformArgs, PlatformHosts } from "../platform";
import { stackTags } from "../tags";
import { AwsFirewall } from "./aws-firewall";
import { AwsHost } from "./aws-host";
import { AwsNetwork, type AwsPlace } from "./aws-network";
import { peerAddress } from "../peer-address";
import { type AwsSettings, awsSettings } from "./settings/aws-settings";
import { backupTags, DiskBackups } from "./disk-backups";
import { dnsRecords } from "./dns-records";
import { EcrRegistry } from "./ecr-registry";
import { FlowLogs } from "./flow-logs";
import { NetworkLoadBalancer } from "./network-load-balancer";
import { InstanceRole } from "./instance-role";

/** A network, existing or of the stack's own, its firewall, and the hosts in it: they take turns in the zones, or are peers in one. */
export function awsHosts({ config, name: stack, specs, services, names }: PlatformArgs): PlatformHosts {
  const settings = checked(config);
  const name = cloudName(stack);
  const tags = stackTags(config.tags);
  const ground = groundOf(name, { config, settings, specs, tags });
  const { permissionsBoundary } = config;
  const role = new InstanceRole(`${name}-instance`, { permissionsBoundary, tags });
  const machines = specs.map((spec) =>
    awsHost({ spec, config, settings, ground, profileName: role.profileName, stack, tags }),
  );
  if (config.diskBackups > 0)
    new DiskBackups(`${name}-backups`, { stack, days: config.diskBackups, permissionsBoundary, tags });
  const front = config.loadBalancer ? balancer(`${name}-front`, { ground, specs, machines, tags }) : undefined;
  dnsRecords(name, config, { names, machines, ...(front && { front }) });
  const made = { machines, ...(front && { front: { recordType: "CNAME", address: front.dnsName } as const }) };
  if (config.registry !== "ecr") return made;
  const { registry } = new EcrRegistry(`${name}-registry`, { services, roleId: role.roleId, tags });
  return { ...made, registry };
}

interface Plan {
  readonly config: StackConfig;
  readonly settings: AwsSettings;
  readonly tags: Record<string, string>;
}

interface Balanced {
  readonly ground: Ground;
  readonly specs: readonly HostSpec[];
  readonly machines: readonly BootingHost[];
  readonly tags: Record<string, string>;
}

/** A balancer of the hosts' published ports. */
function balancer(name: string, { ground, specs, machines, tags }: Balanced): NetworkLoadBalancer {
  const { vpcId, frontSubnets, internet: needed } = ground.place;
  const hosts = specs.map(({ name: host, publicPorts }, index) => ({
    name: cloudName(host),
    instanceId: machines[index]?.rootDiskId ?? "",
    ports: publicPorts.filter(({ protocol }) => protocol === "tcp").map(({ port }) => port),
  }));
  const groupId = ground.firewall.frontId ?? "";
  const subnetIds = frontSubnets.map(({ id }) => id);
  return new NetworkLoadBalancer(name, { vpcId, subnetIds, groupId, hosts, internet: needed, tags });
}

/** What hosts are put into. */
interface Ground {
  readonly place: AwsPlace;
  readonly firewall: AwsFirewall;
}

function groundOf(name: string, { config, settings, specs, tags }: Plan & { specs: readonly HostSpec[] }): Ground {
  const place = placeOf(name, { config, settings, tags });
  const { vpcId } = place;
  const publicPorts = specs.flatMap((spec) => spec.publicPorts);
  const { adminCidrs, permissionsBoundary, publicAddresses } = config;
  const hasPeers = specs.some((spec) => spec.hasPeers);
  const clients = publicAddresses || config.loadBalancer ? [internet] : privateNetworks;
  const open = {
    publicPorts,
    clients,
    hasFront: config.loadBalancer,
    adminCidrs,
    hasPeers,
    egress: allEgress(config.egress),
  };
  const firewall = new AwsFirewall(`${name}-firewall`, { vpcId, subnetId: turn(place.subnets, 0).id, ...open, tags });
  if (config.flowLogs) new FlowLogs(`${name}-flow`, { vpcId, permissionsBoundary, tags });
  return { place, firewall };
}

/** The subnets of an existing VPC, or those of one that the stack makes. */
function placeOf(name: string, { config, settings, tags }: Plan): AwsPlace {
  const { region, zones, vpc } = settings;
  if (vpc !== undefined) return { ...vpc, vpcId: vpc.id, internet: [] };
  return new AwsNetwork(`${name}-network`, { cidr: config.networkCidr, region, zones, tags });
}

interface HostPlan extends Plan {
  readonly spec: HostSpec;
  readonly ground: Ground;
  readonly profileName: pulumi.Output<string>;
  /** Name of the stack, for the tag of what is backed up. */
  readonly stack: string;
}

function awsHost(args: HostPlan): BootingHost {
  const { spec, config, settings, ground, profileName, stack, tags } = args;
  const { region, image, size } = settings;
  // Peers speak with each other all the time, and none does without the others.
  const subnet = turn(ground.place.subnets, spec.hasPeers ? 0 : spec.number - 1);
  const { generation, terminationProtection, protectData, profile, publicAddresses } = config;
  return new AwsHost(cloudName(spec.name), {
    spec,
    cli: { region, profile },
    availabilityZone: `${region}${subnet.zone}`,
    subnetId: subnet.id,
    privateAddress: spec.hasPeers ? peerAddress(subnet.cidr, spec.number) : undefined,
    groupId: ground.firewall.groupId,
    hasPublicAddress: publicAddresses,
    internet: [...ground.place.internet, ...ground.firewall.outward],
    tunnel: ground.firewall.tunnel,
    profileName,
    image,
    size,
    generation,
    terminationProtection,
    protectData,
    snapshotId: config.dataSnapshots[spec.number],
    backupTags: config.diskBackups > 0 ? backupTags(stack) : {},
    tags,
  }).host;
}

/** The item whose turn it is; throws where there is none. */
function turn<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new pulumi.RunError("zones: one zone at least is needed");
  return item;
}

function checked(config: StackConfig): AwsSettings {
  const { settings, faults } = awsSettings(config);
  if (settings === undefined) throw new pulumi.RunError(describeFaults(faults).join("\n"));
  return settings;
}
