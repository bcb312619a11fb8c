import * as network from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";

export interface PublicAddressArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: string;
  /** Numbers of the availability zones that it is in. */
  readonly zones: readonly string[];
  readonly tags: Record<string, string>;
}

/** An IPv4 address of the internet that stays the same as long as the resource. */
export function publicAddress(
  name: string,
  { resourceGroupName, location, zones, tags }: PublicAddressArgs,
  parent: pulumi.Resource,
): network.PublicIPAddress {
  return new network.PublicIPAddress(
    name,
    {
      resourceGroupName,
      location,
      sku: { name: network.PublicIPAddressSkuName.Standard, tier: network.PublicIPAddressSkuTier.Regional },
      publicIPAllocationMethod: network.IPAllocationMethod.Static,
      publicIPAddressVersion: network.IPVersion.IPv4,
      zones: [...zones],
      tags,
    },
    { parent },
  );
}
