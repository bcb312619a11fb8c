import { isJsonMap, type Json, type JsonMap, mapsAt, textAt, textsAt } from "../json";
import { isUnknown } from "../unknown-value";

/** One way in from outside, or out of a host. */
export interface Exposure {
  readonly from: number;
  readonly to: number;
  /** "tcp", "udp", …; "all" for every protocol. */
  readonly protocol: string;
  /** The other end: a CIDR, or what a cloud names it by; "the world" in every of its spellings. */
  readonly source: string;
}

export const world = "the world";
const lastPort = 65535;

/** What a resource lets in; [] for types that are no firewall. */
export function exposuresOf(type: string, inputs: JsonMap | undefined): readonly Exposure[] {
  if (inputs === undefined) return [];
  return readers[type]?.(inputs) ?? [];
}

/** What a resource lets out; [] for types that are not a firewall. */
export function egressOf(type: string, inputs: JsonMap | undefined): readonly Exposure[] {
  if (inputs === undefined) return [];
  return outwardReaders[type]?.(inputs) ?? [];
}

/** Whether the source is the whole internet: 0.0.0.0/0, ::/0, and what the clouds write for them. */
export function sourceName(source: string): string {
  return ["0.0.0.0/0", "::/0", "0.0.0.0", "*", "any", "internet"].includes(source.toLowerCase()) ? world : source;
}

const readers: Readonly<Record<string, (inputs: JsonMap) => readonly Exposure[]>> = {
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": awsOneRule,
  "aws:ec2/securityGroupRule:SecurityGroupRule": (rule) => (rule.type === "ingress" ? awsBlocks(rule) : []),
  "aws:ec2/securityGroup:SecurityGroup": (group) => mapsAt(group, "ingress").flatMap(awsBlocks),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": (group) => mapsAt(group, "ingress").flatMap(awsBlocks),
  "azure-native:network:NetworkSecurityGroup": (group) => mapsAt(group, "securityRules").flatMap(azureInward),
  "azure-native:network:SecurityRule": azureInward,
};

const outwardReaders: Readonly<Record<string, (inputs: JsonMap) => readonly Exposure[]>> = {
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": awsOneRule,
  "aws:ec2/securityGroupRule:SecurityGroupRule": (rule) => (rule.type === "egress" ? awsBlocks(rule) : []),
  "aws:ec2/securityGroup:SecurityGroup": (group) => mapsAt(group, "egress").flatMap(awsBlocks),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": (group) => mapsAt(group, "egress").flatMap(awsBlocks),
  "azure-native:network:NetworkSecurityGroup": (group) => mapsAt(group, "securityRules").flatMap(azureOutward),
  "azure-native:network:SecurityRule": azureOutward,
};

function awsOneRule(rule: JsonMap): readonly Exposure[] {
  return ["cidrIpv4", "cidrIpv6", "prefixListId"].flatMap((key) => awsRule(rule, textAt(rule, key), "ipProtocol"));
}

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

function azureInward(rule: JsonMap): readonly Exposure[] {
  return azureRule(rule, "inbound", "sourceAddressPrefix");
}

function azureOutward(rule: JsonMap): readonly Exposure[] {
  return azureRule(rule, "outbound", "destinationAddressPrefix");
}

function azureRule(rule: JsonMap, direction: string, end: string): readonly Exposure[] {
  const isOpen = textAt(rule, "access")?.toLowerCase() === "allow";
  if (!isOpen || textAt(rule, "direction")?.toLowerCase() !== direction) return [];
  const sources = [textAt(rule, end), ...textsAt(rule, `${end}es`)];
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
