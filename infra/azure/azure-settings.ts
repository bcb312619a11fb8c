import type { VirtualMachineSizeTypes } from "@pulumi/azure-native/types/enums/compute";
import { parseNetwork } from "../cidr";
import type { ConfigFault, StackConfig } from "../config-schema";
import pinnedImages from "./images.json";
import { vmSizeFor } from "./vm-sizes";

/** An image of the marketplace in one version, as `az` writes it: publisher:offer:sku:version. */
export interface AzureImage {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly version: string;
}

/** What Azure needs to know beyond the HostSpec, complete and checked. */
export interface AzureSettings {
  readonly location: string;
  readonly zone: string;
  readonly image: string;
  readonly vmSize: VirtualMachineSizeTypes;
}

type Images = Readonly<Record<string, string>>;

const usualZone = "1";
/** Azure keeps 5 addresses of a subnet; the network is cut into 16 subnets of at least a /28. */
const widestNetwork = 8;
const narrowestNetwork = 24;

/** The settings, or every fault of the stack's config that only shows on Azure. Images come from images.json, which `npm run bump-images` writes. */
export function azureSettings(
  config: StackConfig,
  images: Images = pinnedImages,
): { settings?: AzureSettings; faults: readonly ConfigFault[] } {
  const { region: location, zones } = config;
  const image = config.image === "" ? images[location] : config.image;
  const vmSize = vmSizeFor(config.cpus, config.memoryMiB);
  const faults = [
    locationFault(location),
    imageFault(config, image),
    zonesFault(zones),
    networkFault(config.networkCidr),
  ];
  if (config.adminCidrs.length === 0) {
    faults.push({
      key: "adminCidrs",
      rule: "must name a network on azure: SSH has no other way in there, and the world is not let in",
    });
  }
  if (vmSize === undefined)
    faults.push({ key: "cpus", rule: "and memoryMiB together are more than any known size has" });
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length > 0 || image === undefined || vmSize === undefined) return { faults: found };
  return { settings: { location, zone: zones[0] ?? usualZone, image, vmSize }, faults: [] };
}

/** The parts of an image's name; undefined when it has not four of them, or its version is not one version. */
export function parseAzureImage(name: string): AzureImage | undefined {
  const [, publisher, offer, sku, version] = /^([\w-]+):([\w-]+):([\w.-]+):(\d+\.\d+\.\d+)$/.exec(name) ?? [];
  if (publisher === undefined || offer === undefined || sku === undefined || version === undefined) return undefined;
  return { publisher, offer, sku, version };
}

function locationFault(location: string): ConfigFault | undefined {
  const key = "azure-native:location";
  if (location === "")
    return { key, rule: "is missing; say where, `pulumi config set azure-native:location westeurope`" };
  const isLocation = /^[a-z]+[a-z0-9]*$/.test(location);
  return isLocation ? undefined : { key, rule: "must be a location's short name, say westeurope", value: location };
}

function imageFault(config: StackConfig, image: string | undefined): ConfigFault | undefined {
  if (image === undefined) {
    return {
      key: "image",
      rule: `no image is pinned for ${JSON.stringify(config.region)}: run \`npm run bump-images -- --stack STACK\` (it asks Azure for Debian's newest), or name one`,
    };
  }
  if (parseAzureImage(image) !== undefined) return undefined;
  return { key: "image", rule: "must be publisher:offer:sku:version with one version, not latest", value: image };
}

function zonesFault(zones: readonly string[]): ConfigFault | undefined {
  const isFine =
    zones.length <= 3 && new Set(zones).size === zones.length && zones.every((zone) => /^[1-3]$/.test(zone));
  return isFine
    ? undefined
    : { key: "zones", rule: 'must be different zones out of "1", "2" and "3"', value: JSON.stringify(zones) };
}

function networkFault(networkCidr: string): ConfigFault | undefined {
  const prefix = parseNetwork(networkCidr)?.prefix ?? 0;
  if (prefix >= widestNetwork && prefix <= narrowestNetwork) return undefined;
  return {
    key: "networkCidr",
    rule: `must be a /${widestNetwork} to a /${narrowestNetwork} on azure`,
    value: networkCidr,
  };
}
