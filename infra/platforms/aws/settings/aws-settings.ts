import { type ConfigFault, profileKey, type StackConfig } from "../../../config/config-schema";
import { chosenSize, isSize } from "../../chosen-size";
import type { MachineSize } from "../../machine-size";
import {
  armBuildsFault,
  domainZoneFault,
  jumpHostFault,
  networkFault,
  placeFault,
  registryFault,
} from "../../../config/platform-faults";
import { awsRegions } from "./aws-regions";
import { amiId, debianAmiName } from "./debian-ami";
import { instanceTypes, usualTypes } from "./instance-types";

/** What AWS needs to know beyond the HostSpecs, complete and checked. */
export interface AwsSettings {
  readonly region: string;
  /** Letters of at least two availability zones of the region; hosts take turns. */
  readonly zones: readonly string[];
  /** An AMI, or its name at Debian. */
  readonly image: string;
  readonly size: MachineSize;
}

/** A VPC is a /16 to a /28; it is cut into 16 subnets of at least a /28. */
const widestNetwork = 16;
const narrowestNetwork = 24;
const regionKey = "aws:region";

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
    jumpHostFault(config),
    zoneFormFault(config),
    domainZoneFault(config),
    profileFault(config),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0 || !isSize(size)) return { faults };
  const image = config.image === "" ? debianAmiName(size.architecture) : config.image;
  const usual = awsRegions[region] ?? [];
  return { settings: { region, zones: zones.length === 0 ? usual : zones, image, size }, faults };
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
