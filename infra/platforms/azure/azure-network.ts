import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { subnetsOf } from "../../config/cidr";
import type { Egress } from "../../config/egress";
import type { PublicPort } from "../../guest/public-port";
import { firewallRules } from "./firewall-rules";

export interface AzureNetworkArgs {
  resourceGroupName: pulumi.Input<string>;
  location: string;
  /** CIDR of the virtual network, /8 to /24. */
  cidr: string;
  /** What the world reaches. */
  publicPorts: readonly PublicPort[];
  adminCidrs: readonly string[];
  /** What hosts reach outside. */
  egress: readonly Egress[];
  /** Whether the subnet's machines reach each other; what of each other, their own firewalls say. */
  hasPeers: boolean;
  tags: Record<string, string>;
}

/** The subnet is a sixteenth of the network: room for others. */
const subnetBits = 4;

/** A virtual network with one subnet, every machine of which is behind the same rules. */
export class AzureNetwork extends pulumi.ComponentResource {
  readonly subnetId: pulumi.Output<string>;
  /** CIDR of the subnet. */
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
    this.subnetId = subnet.id;
    this.registerOutputs();
  }
}
