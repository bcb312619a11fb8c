import * as pulumi from "@pulumi/pulumi";
import { cloudName } from "../cloud-name";
import { describeFaults, type StackConfig } from "../../config/config-schema";
import { allEgress } from "../../config/egress";
import type { BootingHost, HostSpec } from "../../host/host";
import type { PlatformArgs, PlatformHosts } from "../platform";
import { stackTags } from "../tags";
import { AwsFirewall } from "./aws-firewall";
import { AwsHost } from "./aws-host";
import { AwsNetwork } from "./aws-network";
import { peerAddress } from "../peer-address";
import { type AwsSettings, awsSettings } from "./settings/aws-settings";
import { dnsRecords } from "./dns-records";
import { EcrRegistry } from "./ecr-registry";
import { FlowLogs } from "./flow-logs";
import { InstanceRole } from "./instance-role";

/** A network of the stack's own, its firewall, and the hosts in it: they take turns in the zones, or are peers in one. */
export function awsHosts({ config, name: stack, specs, services, names }: PlatformArgs): PlatformHosts {
  const settings = checked(config);
  const name = cloudName(stack);
  const tags = stackTags(config.tags);
  const ground = groundOf(name, { config, settings, specs, tags });
  const { permissionsBoundary } = config;
  const role = new InstanceRole(`${name}-instance`, { permissionsBoundary, tags });
  const machines = specs.map((spec) =>
    awsHost({ spec, config, settings, ground, profileName: role.profileName, tags }),
  );
  dnsRecords(name, config, { names, machines });
  if (config.registry !== "ecr") return { machines };
  const { registry } = new EcrRegistry(`${name}-registry`, { services, roleId: role.roleId, tags });
  return { machines, registry };
}

interface Ground {
  readonly network: AwsNetwork;
  readonly firewall: AwsFirewall;
}

interface Plan {
  readonly config: StackConfig;
  readonly settings: AwsSettings;
  readonly tags: Record<string, string>;
}

function groundOf(name: string, { config, settings, specs, tags }: Plan & { specs: readonly HostSpec[] }): Ground {
  const { region, zones } = settings;
  const network = new AwsNetwork(`${name}-network`, { cidr: config.networkCidr, region, zones, tags });
  const [subnet] = network.subnets;
  if (subnet === undefined) throw new pulumi.RunError("zones: one zone at least is needed");
  const { vpcId } = network;
  const publicPorts = specs.flatMap((spec) => spec.publicPorts);
  const { adminCidrs, permissionsBoundary } = config;
  const hasPeers = specs.some((spec) => spec.hasPeers);
  const open = { publicPorts, adminCidrs, hasPeers, egress: allEgress(config.egress) };
  const firewall = new AwsFirewall(`${name}-firewall`, { vpcId, subnetId: subnet.id, ...open, tags });
  if (config.flowLogs) new FlowLogs(`${name}-flow`, { vpcId, permissionsBoundary, tags });
  return { network, firewall };
}

function awsHost(args: Plan & { spec: HostSpec; ground: Ground; profileName: pulumi.Output<string> }): BootingHost {
  const { spec, config, settings, ground, profileName, tags } = args;
  const { region, zones, image, size } = settings;
  // Peers speak with each other all the time, and none does without the others.
  const turn = spec.hasPeers ? 0 : (spec.number - 1) % zones.length;
  const [zone, subnet] = [zones[turn], ground.network.subnets[turn]];
  if (subnet === undefined || zone === undefined) throw new pulumi.RunError("zones: one zone at least is needed");
  const { generation, terminationProtection, protectData, profile, jumpHost } = config;
  return new AwsHost(cloudName(spec.name), {
    spec,
    cli: { region, profile },
    availabilityZone: `${region}${zone}`,
    subnetId: subnet.id,
    privateAddress: spec.hasPeers ? peerAddress(ground.network.cidrs[turn], spec.number) : undefined,
    groupId: ground.firewall.groupId,
    internet: [...ground.network.internet, ...ground.firewall.outward],
    tunnel: ground.firewall.tunnel,
    jumpHost,
    profileName,
    image,
    size,
    generation,
    terminationProtection,
    protectData,
    tags,
  }).host;
}

function checked(config: StackConfig): AwsSettings {
  const { settings, faults } = awsSettings(config);
  if (settings === undefined) throw new pulumi.RunError(describeFaults(faults).join("\n"));
  return settings;
}
