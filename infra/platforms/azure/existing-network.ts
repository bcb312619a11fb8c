import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { AzurePlace } from "./azure-network";
import { firewallRules, type FirewallRulesArgs } from "./firewall-rules";
import type { ExistingVnet } from "./settings/azure-settings";
import { subscriptionOf } from "./subscription-of";

export interface ExistingNetworkArgs extends FirewallRulesArgs {
  /** Id of the stack's resource group, whose subscription has the network. */
  groupId: pulumi.Output<string>;
  resourceGroupName: pulumi.Input<string>;
  location: string;
  vnet: ExistingVnet;
  tags: Record<string, string>;
}

/** Subnets that are there already and stay as they are, and the rules of the stack's own for the machines in them. */
export class ExistingNetwork extends pulumi.ComponentResource implements AzurePlace {
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly groupId: pulumi.Output<string>;

  constructor(name: string, args: ExistingNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:azure:ExistingNetwork", name, {}, opts);
    const { resourceGroupName, location, vnet, tags } = args;
    this.groupId = new network.NetworkSecurityGroup(
      `${name}-rules`,
      { resourceGroupName, location, securityRules: firewallRules(args), tags },
      { parent: this },
    ).id;
    this.subnetIds = vnet.subnets.map((subnet) =>
      args.groupId.apply((id) => subnetId(subscriptionOf(id), vnet, subnet)),
    );
    this.registerOutputs();
  }
}

function subnetId(subscription: string, { resourceGroup, name }: ExistingVnet, subnet: string): string {
  const vnet = `${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/virtualNetworks/${name}`;
  return `${vnet}/subnets/${subnet}`;
}
