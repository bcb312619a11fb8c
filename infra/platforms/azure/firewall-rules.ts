import * as network from "@pulumi/azure-native/network";
import type { input } from "@pulumi/azure-native/types";

export interface FirewallRulesArgs {
  /** TCP ports that the world reaches. */
  publicPorts: readonly number[];
  /** Networks that reach SSH. */
  adminCidrs: readonly string[];
  /** The network whose machines reach each other; "": none do. */
  peers: string;
}

/** Packages and images come over these; security groups do not see Azure's own DNS and time service. */
const outwardPorts = ["80", "443"];
/** Azure's lowest rank of a rule of one's own; its own rules, which let the whole network in, come after. */
const lastPriority = 4096;
const firstPriority = 100;

/** The rules of a host's network security group: public ports and SSH in, HTTP and HTTPS out, nothing else. */
export function firewallRules({ publicPorts, adminCidrs, peers }: FirewallRulesArgs): input.network.SecurityRuleArgs[] {
  const { Inbound, Outbound } = network.SecurityRuleDirection;
  const inside = peers === "" ? [] : [{ name: "in-peers", sources: [peers], port: "1-65535" }];
  const open = [
    ...inside,
    ...publicPorts.map((port) => ({ name: `in-${port}`, sources: ["Internet"], port: String(port) })),
    ...(adminCidrs.length === 0 ? [] : [{ name: "ssh", sources: [...adminCidrs], port: "22" }]),
  ];
  const inward = open.map(({ name, sources, port }, index) => ({
    ...base(name, firstPriority + index),
    direction: Inbound,
    ...sourceOf(sources),
    destinationAddressPrefix: "*",
    destinationPortRange: port,
  }));
  const outward = outwardPorts.map((port, index) => ({
    ...base(`out-${port}`, firstPriority + index),
    direction: Outbound,
    sourceAddressPrefix: "*",
    destinationAddressPrefix: "Internet",
    destinationPortRange: port,
  }));
  return [...inward, denyAll("in-nothing-else", Inbound), ...outward, denyAll("out-nothing-else", Outbound)];
}

function base(name: string, priority: number) {
  const { Allow } = network.SecurityRuleAccess;
  return { name, priority, access: Allow, protocol: network.SecurityRuleProtocol.Tcp, sourcePortRange: "*" };
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
