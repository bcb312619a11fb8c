import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { subnetsOf } from "../../config/cidr";
import { firewallRules, type FirewallRulesArgs } from "./firewall-rules";

export interface AzureNetworkArgs extends Omit<FirewallRulesArgs, "peers"> {
  resourceGroupName: pulumi.Input<string>;
  location: string;
  /** CIDR of the virtual network, /8 to /24. */
  cidr: string;
  /** Whether the subnet's machines reach each other; what of each other, their own firewalls decide. */
  hasPeers: boolean;
  tags: Record<string, string>;
}

/** Where hosts are put, made by the stack or there before. */
export interface AzurePlace {
  /** Ids of the subnets, in which hosts take turns. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** CIDR of the one subnet of a network of the stack's own; undefined where it is not known. */
  readonly cidr?: string;
  /** Rules for the machines' interfaces; undefined: the subnet has them. */
  readonly groupId?: pulumi.Input<string>;
}

/** The subnet is a sixteenth of the network: room for others. */
const subnetBits = 4;

/** A virtual network with one subnet, every machine of which is behind the same rules. */
export class AzureNetwork extends pulumi.ComponentResource implements AzurePlace {
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly cidr: string;

  constructor(name: string, args: AzureNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:azure:AzureNetwork", name, {}, opts);
    const { resourceGroupName, location, cidr, tags, hasPeers } = args;
    const [addressPrefix = cidr] = subnetsOf(cidr, subnetBits, 1);
    this.cidr = addressPrefix;
    const group = new network.NetworkSecurityGroup(
      `${name}-rules`,
      {
        resourceGroupName,
        location,
        securityRules: firewallRules({ ...args, peers: hasPeers ? addressPrefix : "" }),
        tags,
      },
      { parent: this },
    );
    const net = new network.VirtualNetwork(
      `${name}-net`,
      { resourceGroupName, location, addressSpace: { addressPrefixes: [cidr] }, tags },
      // Azure lists the subnets in the network too: they are resources of their own here.
      { parent: this, ignoreChanges: ["subnets"] },
    );
    const subnet = new network.Subnet(
      `${name}-subnet`,
      {
        resourceGroupName,
        virtualNetworkName: net.name,
        addressPrefix,
        networkSecurityGroup: { id: group.id },
        defaultOutboundAccess: false,
      },
      { parent: this },
    );
    this.subnetIds = [subnet.id];
    this.registerOutputs();
  }
}
