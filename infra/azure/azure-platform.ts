import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { describeFaults } from "../config-schema";
import { cloudName } from "../cloud-name";
import type { BootingHost } from "../host";
import type { PlatformArgs } from "../platform";
import { stackTags } from "../tags";
import { AzureHost } from "./azure-host";
import { AzureNetwork } from "./azure-network";
import { type AzureSettings, azureSettings } from "./azure-settings";

/** A resource group and a network of the stack's own, and the host in it. */
export function azureHost({ config, spec }: PlatformArgs): BootingHost {
  const { location, zone, image, vmSize } = checked(config);
  const name = cloudName(spec.name);
  const tags = stackTags();
  const group = new ResourceGroup(`${name}-group`, { location, tags });
  const resourceGroupName = group.name;
  const { subnetId } = new AzureNetwork(`${name}-network`, {
    resourceGroupName,
    location,
    cidr: config.networkCidr,
    publicPorts: spec.publicPorts,
    adminCidrs: config.adminCidrs,
    tags,
  });
  const { generation, terminationProtection, protectData } = config;
  return new AzureHost(name, {
    spec,
    resourceGroupName,
    location,
    zone,
    subnetId,
    image,
    vmSize,
    generation,
    terminationProtection,
    protectData,
    tags,
  });
}

function checked(config: PlatformArgs["config"]): AzureSettings {
  const { settings, faults } = azureSettings(config);
  if (settings === undefined) throw new pulumi.RunError(describeFaults(faults).join("\n"));
  return settings;
}
