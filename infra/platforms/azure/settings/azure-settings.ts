import type { ConfigFault, StackConfig } from "../../../config/config-schema";
import { snapshotFaults } from "../../../config/disk-faults";
import { existingNetworkFaults, hostSubnets } from "../../../config/network-faults";
import { chosenSize, isSize } from "../../chosen-size";
import type { MachineSize } from "../../machine-size";
import {
  armBuildsFault,
  domainZoneFault,
  jumpHostFaults,
  boundaryFault,
  networkFault,
  placeFault,
  registryFault,
} from "../../../config/platform-faults";
import { parseAzureDnsZone } from "./azure-dns-zone";
import { parseAzureImage } from "./azure-image";
import { azureLocations } from "./azure-locations";
import { debianImage } from "./debian-image";
import { usualSizes, vmSizes } from "./vm-sizes";

/** A virtual network that is there already, in the subscription and location of the stack. */
export interface ExistingVnet {
  readonly resourceGroup: string;
  readonly name: string;
  /** Names of the hosts' subnets, in which they take turns; one at least. */
  readonly subnets: readonly string[];
}

/** What Azure needs to know beyond the HostSpecs, complete and checked. */
export interface AzureSettings {
  readonly location: string;
  /** Availability zones; hosts take turns. */
  readonly zones: readonly string[];
  readonly image: string;
  readonly size: MachineSize;
  /** Left out: the stack makes one. */
  readonly vnet?: ExistingVnet;
}

/** Every location with zones has three. */
const usualZones = ["1", "2", "3"];
const networkForms = {
  network: /^(?<resourceGroup>[\w.()-]{1,90})\/(?<name>[A-Za-z0-9][\w.-]{1,63})$/,
  networkMust: "resource group/virtual network on azure, such as shared/office",
  subnet: /^[A-Za-z0-9][\w.-]{0,79}$/,
  subnetMust: "the name of a subnet on azure",
} as const;
const snapshotForm = {
  form: /^\/subscriptions\/[\w-]+\/resourceGroups\/[\w.()-]{1,90}\/providers\/Microsoft\.Compute\/snapshots\/[\w.-]{1,80}$/i,
  must: "the id of a snapshot on azure, /subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/snapshots/…",
} as const;
/** Azure keeps 5 addresses of a subnet; the network is cut into 16 subnets of at least a /28. */
const widestNetwork = 8;
const narrowestNetwork = 24;

/** The settings, or every fault of the stack's config that only shows on Azure. */
export function azureSettings(config: StackConfig): { settings?: AzureSettings; faults: readonly ConfigFault[] } {
  const { region: location, zones } = config;
  const size = chosenSize(config, { known: vmSizes, usual: usualSizes });
  const architecture = isSize(size) ? size.architecture : "amd64";
  const image = config.image === "" ? debianImage(architecture) : config.image;
  const faults = [
    placeFault("azure-native:location", location, azureLocations),
    imageFault(image),
    zonesFault(zones),
    networkFault(config, widestNetwork, narrowestNetwork),
    adminFault(config),
    isSize(size) ? armBuildsFault(config, size.architecture === "arm64") : size,
    registryFault(config, "acr"),
    ...jumpHostFaults(config),
    ...existingNetworkFaults(config, networkForms),
    ...snapshotFaults(config, snapshotForm),
    boundaryFault(config),
    zoneFormFault(config),
    domainZoneFault(config),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0 || !isSize(size)) return { faults };
  // A size may not be had in every zone: only the zones that the hosts take are counted on.
  const usual = usualZones.slice(0, config.hosts);
  const vnet = existingVnet(config);
  const place = { location, zones: zones.length === 0 ? usual : zones };
  return { settings: { ...place, image, size, ...(vnet && { vnet }) }, faults };
}

function existingVnet(config: StackConfig): ExistingVnet | undefined {
  const { resourceGroup, name } = networkForms.network.exec(config.network)?.groups ?? {};
  if (resourceGroup === undefined || name === undefined) return undefined;
  return { resourceGroup, name, subnets: hostSubnets(config) };
}

function imageFault(image: string): ConfigFault | undefined {
  if (parseAzureImage(image) !== undefined) return undefined;
  return { key: "image", rule: "must be publisher:offer:sku:version with one version, not latest", value: image };
}

function zonesFault(zones: readonly string[]): ConfigFault | undefined {
  const areFine = new Set(zones).size === zones.length && zones.every((zone) => /^[1-3]$/.test(zone));
  if (areFine) return undefined;
  return { key: "zones", rule: 'must be different zones out of "1", "2" and "3"', value: JSON.stringify(zones) };
}

/** docs/clouds.md explains why a program cannot log in through a Bastion, `az ssh` or Run command. */
function adminFault({ adminCidrs }: StackConfig): ConfigFault | undefined {
  if (adminCidrs.length > 0) return undefined;
  const rule = "must name a network on azure: SSH has no other way in there, and the world is not let in";
  return { key: "adminCidrs", rule };
}

function zoneFormFault({ dnsZone: value }: StackConfig): ConfigFault | undefined {
  if (value === "" || parseAzureDnsZone(value) !== undefined) return undefined;
  return { key: "dnsZone", rule: "must be resource group/zone on azure, such as dns/example.org", value };
}
