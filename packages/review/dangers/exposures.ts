import { isJsonMap, type Json, type JsonMap, mapsAt, textAt, textsAt } from "../json";
import { isUnknown } from "../unknown-value";

/** One way in from outside. */
export interface Exposure {
  readonly from: number;
  readonly to: number;
  /** "tcp", "udp", …; "all" for every protocol. */
  readonly protocol: string;
  /** A CIDR, or what a cloud names a source by; "the world" in every of its spellings. */
  readonly source: string;
}

export const world = "the world";
const lastPort = 65535;

/** What a resource lets in; [] for types that are no firewall. */
export function exposuresOf(type: string, inputs: JsonMap | undefined): readonly Exposure[] {
  if (inputs === undefined) return [];
  return readers[type]?.(inputs) ?? [];
}

/** Whether the source is the whole internet: 0.0.0.0/0, ::/0, and what the clouds write for them. */
export function sourceName(source: string): string {
  return ["0.0.0.0/0", "::/0", "0.0.0.0", "*", "any", "internet"].includes(source.toLowerCase()) ? world : source;
}

const readers: Readonly<Record<string, (inputs: JsonMap) => readonly Exposure[]>> = {
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (rule) =>
    ["cidrIpv4", "cidrIpv6", "prefixListId"].flatMap((key) => awsRule(rule, textAt(rule, key), "ipProtocol")),
  "aws:ec2/securityGroupRule:SecurityGroupRule": (rule) => (rule.type === "ingress" ? awsBlocks(rule) : []),
  "aws:ec2/securityGroup:SecurityGroup": (group) => mapsAt(group, "ingress").flatMap(awsBlocks),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": (group) => mapsAt(group, "ingress").flatMap(awsBlocks),
  "azure-native:network:NetworkSecurityGroup": (group) => mapsAt(group, "securityRules").flatMap(azureRule),
  "azure-native:network:SecurityRule": azureRule,
};

function awsBlocks(rule: JsonMap): readonly Exposure[] {
  return [...textsAt(rule, "cidrBlocks"), ...textsAt(rule, "ipv6CidrBlocks")].flatMap((source) =>
    awsRule(rule, source, "protocol"),
  );
}

function awsRule(rule: JsonMap, source: string | undefined, protocolKey: string): readonly Exposure[] {
  if (source === undefined || isUnknown(source)) return [];
  const protocol = textAt(rule, protocolKey) ?? "-1";
  const isAll = protocol === "-1" || protocol === "all";
  const [from, to] = isAll ? [0, lastPort] : [portOf(rule.fromPort, 0), portOf(rule.toPort, lastPort)];
  return [{ from, to, protocol: isAll ? "all" : protocol, source: sourceName(source) }];
}

function azureRule(rule: JsonMap): readonly Exposure[] {
  const isOpen = textAt(rule, "access")?.toLowerCase() === "allow";
  if (!isOpen || textAt(rule, "direction")?.toLowerCase() !== "inbound") return [];
  const sources = [textAt(rule, "sourceAddressPrefix"), ...textsAt(rule, "sourceAddressPrefixes")];
  const ranges = [textAt(rule, "destinationPortRange"), ...textsAt(rule, "destinationPortRanges")];
  const protocol = textAt(rule, "protocol")?.toLowerCase() ?? "*";
  return sources.flatMap((source) =>
    ranges.flatMap((range) => {
      if (source === undefined || range === undefined || isUnknown(source)) return [];
      const [from = 0, to = from] = range === "*" ? [0, lastPort] : range.split("-").map(Number);
      return [{ from, to, protocol: protocol === "*" ? "all" : protocol, source: sourceName(source) }];
    }),
  );
}

function portOf(value: Json | undefined, absent: number): number {
  return typeof value === "number" && value >= 0 && !isJsonMap(value) ? value : absent;
}
