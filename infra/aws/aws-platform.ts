import * as pulumi from "@pulumi/pulumi";
import { describeFaults } from "../config-schema";
import { stackTags } from "../tags";
import { cloudName } from "../cloud-name";
import type { BootingHost } from "../host";
import type { PlatformArgs } from "../platform";
import { AwsFirewall } from "./aws-firewall";
import { AwsHost } from "./aws-host";
import { AwsNetwork } from "./aws-network";
import { type AwsSettings, awsSettings } from "./aws-settings";
import { FlowLogs } from "./flow-logs";
import { InstanceRole } from "./instance-role";

/** A network of the stack's own, its firewall, and the host in it. */
export function awsHost({ config, spec }: PlatformArgs): BootingHost {
  const { region, zones, image, instanceType } = checked(config);
  const name = cloudName(spec.name);
  const tags = stackTags();
  const network = new AwsNetwork(`${name}-network`, { cidr: config.networkCidr, region, zones, tags });
  const { vpcId } = network;
  const [subnet] = network.subnets;
  const [zone] = zones;
  if (subnet === undefined || zone === undefined) throw new pulumi.RunError("zones: one zone at least is needed");
  const { publicPorts } = spec;
  const { adminCidrs, generation, terminationProtection, protectData } = config;
  const firewall = new AwsFirewall(`${name}-firewall`, { vpcId, subnetId: subnet.id, publicPorts, adminCidrs, tags });
  if (config.flowLogs) new FlowLogs(`${name}-flow`, { vpcId, tags });
  const { profileName } = new InstanceRole(`${name}-instance`, { tags });
  return new AwsHost(name, {
    spec,
    region,
    availabilityZone: `${region}${zone}`,
    subnetId: subnet.id,
    groupId: firewall.groupId,
    tunnel: firewall.tunnel,
    profileName,
    image,
    instanceType,
    generation,
    terminationProtection,
    protectData,
    tags,
  });
}

function checked(config: PlatformArgs["config"]): AwsSettings {
  const { settings, faults } = awsSettings(config);
  if (settings === undefined) throw new pulumi.RunError(describeFaults(faults).join("\n"));
  return settings;
}
