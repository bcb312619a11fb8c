import type { InstanceType } from "@pulumi/aws/types/enums/ec2";
import { parseNetwork } from "../cidr";
import type { ConfigFault, StackConfig } from "../config-schema";
import pinnedImages from "./images.json";
import { instanceTypeFor } from "./instance-types";

/** What AWS needs to know beyond the HostSpec, complete and checked. */
export interface AwsSettings {
  readonly region: string;
  /** Letters of two availability zones of the region. */
  readonly zones: readonly string[];
  readonly image: string;
  readonly instanceType: InstanceType;
}

type Images = Readonly<Record<string, string>>;

/** Zones that a region has when `zones` does not say others. */
const usualZones = ["a", "b"];
/** A VPC is a /16 to a /28; it is cut into 16 subnets of at least a /28. */
const widestNetwork = 16;
const narrowestNetwork = 24;

/** The settings, or every fault of the stack's config that only shows on AWS. Ids of images come from images.json, which `npm run bump-images` writes. */
export function awsSettings(
  config: StackConfig,
  images: Images = pinnedImages,
): { settings?: AwsSettings; faults: readonly ConfigFault[] } {
  const { region, zones } = config;
  const image = config.image === "" ? images[region] : config.image;
  const instanceType = instanceTypeFor(config.cpus, config.memoryMiB);
  const faults = [regionFault(region), imageFault(config, image), zonesFault(zones), networkFault(config.networkCidr)];
  if (instanceType === undefined)
    faults.push({ key: "cpus", rule: "and memoryMiB together are more than any known type has" });
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length > 0 || image === undefined || instanceType === undefined) return { faults: found };
  return { settings: { region, zones: zones.length === 0 ? usualZones : zones, image, instanceType }, faults: [] };
}

function regionFault(region: string): ConfigFault | undefined {
  if (region === "")
    return { key: "aws:region", rule: "is missing; say where, `pulumi config set aws:region eu-central-1`" };
  if (/^(cn|us-gov|us-iso\w*|eu-isoe|eusc)-/.test(region)) {
    return {
      key: "aws:region",
      rule: "is outside of the partition `aws`, the only one that is supported",
      value: region,
    };
  }
  const isRegion = /^[a-z]{2,3}-[a-z]+-\d$/.test(region);
  return isRegion ? undefined : { key: "aws:region", rule: "must be a region's name, say eu-central-1", value: region };
}

function imageFault(config: StackConfig, image: string | undefined): ConfigFault | undefined {
  if (image === undefined) {
    return {
      key: "image",
      rule: `no image is pinned for ${JSON.stringify(config.region)}: run \`npm run bump-images -- --stack STACK\` (it asks your AWS account for Debian's newest), or name an AMI`,
    };
  }
  const isAmi = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(image);
  return isAmi
    ? undefined
    : { key: "image", rule: "must be the id of an AMI, ami- and 8 or 17 hex digits", value: image };
}

function zonesFault(zones: readonly string[]): ConfigFault | undefined {
  const isPair = zones.length === 2 && new Set(zones).size === 2 && zones.every((zone) => /^[a-z]$/.test(zone));
  if (zones.length === 0 || isPair) return undefined;
  return {
    key: "zones",
    rule: 'must be two letters of the region\'s zones, say ["a","b"]',
    value: JSON.stringify(zones),
  };
}

function networkFault(networkCidr: string): ConfigFault | undefined {
  const prefix = parseNetwork(networkCidr)?.prefix ?? 0;
  if (prefix >= widestNetwork && prefix <= narrowestNetwork) return undefined;
  return {
    key: "networkCidr",
    rule: `must be a /${widestNetwork} to a /${narrowestNetwork} on aws`,
    value: networkCidr,
  };
}
