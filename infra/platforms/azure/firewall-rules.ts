import * as network from "@pulumi/azure-native/network";
import type { input } from "@pulumi/azure-native/types";
import type { PublicPort } from "../../guest/public-port";
import { portRanges } from "../port-ranges";

export interface FirewallRulesArgs {
  /** What the world reaches. */
  publicPorts: readonly PublicPort[];
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
  const { Tcp } = network.SecurityRuleProtocol;
  const open = [
    ...(peers === "" ? [] : [{ name: "in-peers", sources: [peers], port: "1-65535", protocol: Tcp }]),
    ...publicPortRules(publicPorts),
    ...(adminCidrs.length === 0 ? [] : [{ name: "ssh", sources: [...adminCidrs], port: "22", protocol: Tcp }]),
  ];
  const inward = open.map(({ name, sources, port, protocol }, index) => ({
    ...base(name, firstPriority + index, protocol),
    direction: Inbound,
    ...sourceOf(sources),
    destinationAddressPrefix: "*",
    destinationPortRange: port,
  }));
  const outward = outwardPorts.map((port, index) => ({
    ...base(`out-${port}`, firstPriority + index, Tcp),
    direction: Outbound,
    sourceAddressPrefix: "*",
    destinationAddressPrefix: "Internet",
    destinationPortRange: port,
  }));
  return [...inward, denyAll("in-nothing-else", Inbound), ...outward, denyAll("out-nothing-else", Outbound)];
}

function publicPortRules(ports: readonly PublicPort[]) {
  const { Tcp, Udp } = network.SecurityRuleProtocol;
  return portRanges(ports).map(({ name, from, to, protocol }) => ({
    name: `in-${name}`,
    sources: ["Internet"],
    port: from === to ? String(from) : `${from}-${to}`,
    protocol: protocol === "udp" ? Udp : Tcp,
  }));
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
