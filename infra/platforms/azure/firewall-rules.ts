import * as network from "@pulumi/azure-native/network";
import type { input } from "@pulumi/azure-native/types";
import type { PublicPort } from "../../guest/public-port";
import { type Egress, egressName, internet } from "../../config/egress";
import { portRanges } from "../port-ranges";

export interface FirewallRulesArgs {
  /** What clients reach. */
  publicPorts: readonly PublicPort[];
  /** Where clients come from, as Azure names it: the internet, or the virtual network and what is connected to it. */
  clients: "Internet" | "VirtualNetwork";
  /** Whether Azure's load balancer checks the published ports. */
  isBalanced: boolean;
  /** Networks that reach SSH. */
  adminCidrs: readonly string[];
  /** What hosts reach outside. Security groups do not see Azure's own DNS and time service. */
  egress: readonly Egress[];
  /** The network whose machines reach each other; "": none do. */
  peers: string;
}

/** Azure's lowest rank of a rule of one's own; its own rules, which let the whole network in, come after. */
const lastPriority = 4096;
const firstPriority = 100;

/** The rules of a host's network security group: public ports and SSH in, the egress out, nothing else. */
export function firewallRules(args: FirewallRulesArgs): input.network.SecurityRuleArgs[] {
  const { publicPorts, adminCidrs, egress, peers } = args;
  const { Inbound, Outbound } = network.SecurityRuleDirection;
  const { Tcp } = network.SecurityRuleProtocol;
  const open = [
    ...(peers === "" ? [] : [{ name: "in-peers", sources: [peers], port: "1-65535", protocol: Tcp }]),
    ...publicPortRules(publicPorts, "in", args.clients),
    ...(args.isBalanced ? publicPortRules(publicPorts, "checks", "AzureLoadBalancer") : []),
    ...(adminCidrs.length === 0 ? [] : [{ name: "ssh", sources: [...adminCidrs], port: "22", protocol: Tcp }]),
  ];
  const inward = open.map(({ name, sources, port, protocol }, index) => ({
    ...base(name, firstPriority + index, protocol),
    direction: Inbound,
    ...sourceOf(sources),
    destinationAddressPrefix: "*",
    destinationPortRange: port,
  }));
  const outward = egress.map((ports, index) => ({
    ...base(`out-${egressName(ports)}`, firstPriority + index, protocolOf(ports.protocol)),
    direction: Outbound,
    sourceAddressPrefix: "*",
    destinationAddressPrefix: ports.cidr === internet ? "Internet" : ports.cidr,
    destinationPortRange: rangeText(ports),
  }));
  return [...inward, denyAll("in-nothing-else", Inbound), ...outward, denyAll("out-nothing-else", Outbound)];
}

function publicPortRules(ports: readonly PublicPort[], prefix: string, source: string) {
  return portRanges(ports).map((range) => ({
    name: `${prefix}-${range.name}`,
    sources: [source],
    port: rangeText(range),
    protocol: protocolOf(range.protocol),
  }));
}

function protocolOf(protocol: "tcp" | "udp"): network.SecurityRuleProtocol {
  return protocol === "udp" ? network.SecurityRuleProtocol.Udp : network.SecurityRuleProtocol.Tcp;
}

function rangeText({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? String(from) : `${from}-${to}`;
}

function base(name: string, priority: number, protocol: network.SecurityRuleProtocol) {
  return { name, priority, access: network.SecurityRuleAccess.Allow, protocol, sourcePortRange: "*" };
}

/** One prefix and several are different properties at Azure; one in the list of several comes back as a change. */
function sourceOf(sources: string[]) {
  const [first] = sources;
  return sources.length === 1 && first !== undefined
    ? { sourceAddressPrefix: first }
    : { sourceAddressPrefixes: sources };
}

function denyAll(name: string, direction: network.SecurityRuleDirection): input.network.SecurityRuleArgs {
  return {
    name,
    direction,
    priority: lastPriority,
    access: network.SecurityRuleAccess.Deny,
    protocol: network.SecurityRuleProtocol.Asterisk,
    sourceAddressPrefix: "*",
    sourcePortRange: "*",
    destinationAddressPrefix: direction === network.SecurityRuleDirection.Outbound ? "Internet" : "*",
    destinationPortRange: "*",
  };
}
