import { type ConfigFault, profileKey, type StackConfig } from "../../../config/config-schema";
import { snapshotFaults } from "../../../config/disk-faults";
import { existingNetworkFaults, hostSubnets } from "../../../config/network-faults";
import { chosenSize, isSize } from "../../chosen-size";
import type { MachineSize } from "../../machine-size";
import {
  armBuildsFault,
  domainZoneFault,
  jumpHostFaults,
  networkFault,
  placeFault,
  registryFault,
} from "../../../config/platform-faults";
import { awsRegions } from "./aws-regions";
import { amiId, debianAmiName } from "./debian-ami";
import { instanceTypes, usualTypes } from "./instance-types";

/** A subnet that is there already. */
export interface AwsSubnet {
  readonly id: string;
  /** Letter of its availability zone. */
  readonly zone: string;
}

/** A VPC that is there already. */
export interface ExistingVpc {
  readonly id: string;
  /** Those of the hosts, which take turns in them; one at least. */
  readonly subnets: readonly AwsSubnet[];
  /** Those of the load balancer, one a zone; none without one. */
  readonly frontSubnets: readonly AwsSubnet[];
}

/** What AWS needs to know beyond the HostSpecs, complete and checked. */
export interface AwsSettings {
  readonly region: string;
  /** Letters of availability zones of the region, in which hosts take turns: two at least, or those of the existing subnets. */
  readonly zones: readonly string[];
  /** Left out: the stack makes one. */
  readonly vpc?: ExistingVpc;
  /** An AMI, or its name at Debian. */
  readonly image: string;
  readonly size: MachineSize;
}

/** A VPC is a /16 to a /28; it is cut into 16 subnets of at least a /28. */
const widestNetwork = 16;
const narrowestNetwork = 24;
const regionKey = "aws:region";
const networkForms = {
  network: /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/,
  networkMust: "the id of a VPC on aws, vpc- and 8 or 17 hex digits",
  subnet: /^(?<zone>[a-z])=(?<id>subnet-([0-9a-f]{8}|[0-9a-f]{17}))$/,
  subnetMust: "zone=subnet on aws, such as a=subnet-0123456789abcdef0: a preview cannot look up which zone it is in",
} as const;

const snapshotForm = {
  form: /^snap-([0-9a-f]{8}|[0-9a-f]{17})$/,
  must: "the id of a snapshot on aws, snap- and 8 or 17 hex digits",
} as const;

/** The settings, or every fault of the stack's config that only shows on AWS. */
export function awsSettings(config: StackConfig): { settings?: AwsSettings; faults: readonly ConfigFault[] } {
  const { region, zones } = config;
  const size = chosenSize(config, { known: instanceTypes, usual: usualTypes });
  const faults = [
    regionFault(region),
    imageFault(config),
    zonesFault(zones),
    networkFault(config, widestNetwork, narrowestNetwork),
    isSize(size) ? armBuildsFault(config, size.architecture === "arm64") : size,
    registryFault(config, "ecr"),
    ...jumpHostFaults(config),
    ...existingNetworkFaults(config, networkForms),
    ...withNetworkFaults(config),
    ...frontFaults(config),
    ...snapshotFaults(config, snapshotForm),
    zoneFormFault(config),
    domainZoneFault(config),
    profileFault(config),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0 || !isSize(size)) return { faults };
  const image = config.image === "" ? debianAmiName(size.architecture) : config.image;
  return { settings: { ...placeOf(config), image, size }, faults };
}

function placeOf(config: StackConfig): Pick<AwsSettings, "region" | "zones" | "vpc"> {
  const { region, zones } = config;
  const vpc = config.network === "" ? undefined : existingVpc(config);
  const usual = vpc?.subnets.map(({ zone }) => zone) ?? awsRegions[region] ?? [];
  return { region, zones: zones.length === 0 ? usual : zones, ...(vpc && { vpc }) };
}

function existingVpc(config: StackConfig): ExistingVpc {
  const frontSubnets = config.loadBalancer ? parseSubnets(config.publicSubnets) : [];
  return { id: config.network, subnets: parseSubnets(hostSubnets(config)), frontSubnets };
}

function parseSubnets(texts: readonly string[]): readonly AwsSubnet[] {
  return texts.flatMap((text) => {
    const { id, zone } = networkForms.subnet.exec(text)?.groups ?? {};
    return id === undefined || zone === undefined ? [] : [{ id, zone }];
  });
}

/** A balancer has a subnet in each zone of its hosts, and takes one a zone. */
function frontFaults(config: StackConfig): readonly ConfigFault[] {
  if (!config.loadBalancer || config.network === "") return [];
  const zones = parseSubnets(config.publicSubnets).map(({ zone }) => zone);
  const missing = parseSubnets(hostSubnets(config)).filter(({ zone }) => !zones.includes(zone));
  const lacks = [...new Set(missing.map(({ zone }) => zone))].join(", ");
  const hasTwice = new Set(zones).size < zones.length;
  const rule = (why: string) => ({ key: "publicSubnets", rule: why, value: JSON.stringify(config.publicSubnets) });
  return [
    ...(lacks === "" ? [] : [rule(`must have a subnet for loadBalancer in each zone of the hosts: ${lacks} has none`)]),
    ...(hasTwice ? [rule("must have one subnet a zone with loadBalancer, which takes no more")] : []),
  ];
}

/** What a stack decides in a VPC of its own only. */
function withNetworkFaults({ network, zones, flowLogs }: StackConfig): readonly ConfigFault[] {
  if (network === "") return [];
  const named = {
    key: "zones",
    rule: "must be empty with network: its subnets name theirs",
    value: JSON.stringify(zones),
  };
  const logged = {
    key: "flowLogs",
    rule: "must be false with network: its owner records its connections",
    value: "true",
  };
  return [...(zones.length === 0 ? [] : [named]), ...(flowLogs ? [logged] : [])];
}

function regionFault(region: string): ConfigFault | undefined {
  if (!/^(cn|us-gov|us-iso\w*|eu-isoe|eusc)-/.test(region))
    return placeFault(regionKey, region, Object.keys(awsRegions));
  return { key: regionKey, rule: "is outside of the partition `aws`, the only one that is supported", value: region };
}

function imageFault({ image }: StackConfig): ConfigFault | undefined {
  if (image === "" || amiId.test(image)) return undefined;
  return { key: "image", rule: "must be the id of an AMI, ami- and 8 or 17 hex digits", value: image };
}

function zonesFault(zones: readonly string[]): ConfigFault | undefined {
  const areDifferent = new Set(zones).size === zones.length && zones.every((zone) => /^[a-z]$/.test(zone));
  if (zones.length === 0 || (areDifferent && zones.length >= 2 && zones.length <= 6)) return undefined;
  const rule = 'must be two to six letters of the region\'s zones, say ["a","b"]';
  return { key: "zones", rule, value: JSON.stringify(zones) };
}

function zoneFormFault({ dnsZone: value }: StackConfig): ConfigFault | undefined {
  if (value === "" || /^Z[A-Z0-9]{1,31}(\/[a-z0-9-]+(\.[a-z0-9-]+)+)?$/.test(value)) return undefined;
  const rule =
    "must be the id of a hosted zone of Route 53, Z and capital letters and digits, or with the zone's name, such as Z0123456789ABC/example.org";
  return { key: "dnsZone", rule, value };
}

/** The profile becomes a word of the command that ssh passes to a shell. */
function profileFault({ profile }: StackConfig): ConfigFault | undefined {
  if (profile === "" || /^[\w.@=:-]{1,128}$/.test(profile)) return undefined;
  return { key: profileKey, rule: "must be letters, digits and any of _ . @ = : -", value: profile };
}
