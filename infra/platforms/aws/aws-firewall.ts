import * as ec2 from "@pulumi/aws/ec2";
import { InstanceConnectEndpoint } from "@pulumi/aws/ec2transitgateway";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { PublicPort } from "../../guest/public-port";
import { type Egress, egressName, internet } from "../../config/egress";
import { type PortRange, portRanges } from "../port-ranges";

export interface AwsFirewallArgs {
  vpcId: pulumi.Input<string>;
  /** Security group of the Instance Connect Endpoint, if there is one. */
  subnetId: pulumi.Input<string>;
  /** What clients reach. */
  publicPorts: readonly PublicPort[];
  /** Networks that clients come from. */
  clients: readonly string[];
  /** Whether clients come through a load balancer, which then is all that reaches the hosts' published ports. */
  hasFront: boolean;
  /** Networks that reach SSH. None: SSH goes through an EC2 Instance Connect Endpoint, with the rights that IAM gives. */
  adminCidrs: readonly string[];
  /** What hosts reach outside. */
  egress: readonly Egress[];
  /** Whether the group's members reach each other; what of each other, their own firewalls say. */
  hasPeers: boolean;
  tags: Record<string, string>;
}

const ssh = { from: 22, to: 22 };
const everyPort = { from: 1, to: 65_535 };

/** The security group of a host: public ports in, SSH from adminCidrs or a tunnel, and the egress out. */
export class AwsFirewall extends pulumi.ComponentResource {
  readonly groupId: pulumi.Output<string>;
  /** Security group of the load balancer, if there is one. */
  readonly frontId: pulumi.Output<string> | undefined;
  /** The tunnel's end that has to be there before SSH works; undefined: SSH is direct. */
  readonly tunnel: InstanceConnectEndpoint | undefined;
  /** The rules that let a host reach the internet. */
  readonly outward: readonly SecurityGroupEgressRule[];
  private readonly tags: Record<string, string>;

  constructor(name: string, args: AwsFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:aws:AwsFirewall", name, {}, opts);
    this.tags = args.tags;
    const group = this.group(name, "Berth host", args.vpcId);
    this.groupId = group.id;
    this.frontId = args.hasFront ? this.openFront(name, args) : undefined;
    const entry = this.frontId ?? this.groupId;
    for (const range of portRanges(args.publicPorts))
      for (const cidr of args.clients) {
        const { suffix, from } = clientWords(cidr);
        const description = `${portsText(range)} from ${from}`;
        this.allowIn(`${name}-in-${range.name}${suffix}`, range, { cidrIpv4: cidr, description, into: entry });
      }
    args.adminCidrs.forEach((cidr, index) => {
      this.allowIn(`${name}-ssh-${index}`, ssh, { cidrIpv4: cidr, description: "SSH from administrators" });
    });
    // Names and time come from the VPC itself, which no group stops.
    this.outward = args.egress.map((range) =>
      this.allowOut(`${name}-out-${egressName(range)}`, range, outTo(group.id, range)),
    );
    if (args.hasPeers) this.allowPeers(name);
    this.tunnel = args.adminCidrs.length === 0 ? this.openTunnel(name, args) : undefined;
    this.registerOutputs();
  }

  /** The balancer's own group: out of it, and into the hosts from it, on the published ports. */
  private openFront(name: string, { vpcId, publicPorts }: AwsFirewallArgs): pulumi.Output<string> {
    const front = this.group(`${name}-front`, "Load balancer", vpcId);
    for (const range of portRanges(publicPorts)) {
      const inward = { referencedSecurityGroupId: front.id, description: `${portsText(range)} from the load balancer` };
      this.allowIn(`${name}-in-${range.name}-front`, range, inward);
      const outward = { referencedSecurityGroupId: this.groupId, securityGroupId: front.id };
      this.allowOut(`${name}-front-out-${range.name}`, range, { ...outward, description: `${portsText(range)} out` });
    }
    return front.id;
  }

  private allowPeers(name: string): void {
    const peers = { referencedSecurityGroupId: this.groupId };
    this.allowIn(`${name}-in-peers`, everyPort, { ...peers, description: "The stack's other machines" });
    const description = "TCP out to the stack's other machines";
    this.allowOut(`${name}-out-peers`, everyPort, { ...peers, securityGroupId: this.groupId, description });
  }

  private openTunnel(name: string, { vpcId, subnetId }: AwsFirewallArgs): InstanceConnectEndpoint {
    const tunnelGroup = this.group(`${name}-tunnel`, "EC2 Instance Connect Endpoint", vpcId);
    this.allowIn(`${name}-ssh-tunnel`, ssh, {
      referencedSecurityGroupId: tunnelGroup.id,
      description: "SSH from the Instance Connect Endpoint",
    });
    this.allowOut(`${name}-tunnel-out`, ssh, {
      referencedSecurityGroupId: this.groupId,
      securityGroupId: tunnelGroup.id,
      description: "TCP 22 out",
    });
    return new InstanceConnectEndpoint(
      `${name}-tunnel`,
      { subnetId, securityGroupIds: [tunnelGroup.id], preserveClientIp: false, tags: this.named(`${name}-tunnel`) },
      { parent: this },
    );
  }

  private group(name: string, description: string, vpcId: pulumi.Input<string>): ec2.SecurityGroup {
    return new ec2.SecurityGroup(name, { vpcId, description, tags: this.named(name) }, { parent: this });
  }

  private allowIn(name: string, ports: Ports, rule: InwardRule): void {
    new SecurityGroupIngressRule(
      name,
      {
        securityGroupId: rule.into ?? this.groupId,
        ipProtocol: ports.protocol ?? "tcp",
        fromPort: ports.from,
        toPort: ports.to,
        cidrIpv4: rule.cidrIpv4,
        referencedSecurityGroupId: rule.referencedSecurityGroupId,
        description: rule.description,
        tags: this.tags,
      },
      { parent: this },
    );
  }

  private allowOut(name: string, ports: Ports, rule: OutwardRule): SecurityGroupEgressRule {
    return new SecurityGroupEgressRule(
      name,
      {
        securityGroupId: rule.securityGroupId,
        ipProtocol: ports.protocol ?? "tcp",
        fromPort: ports.from,
        toPort: ports.to,
        cidrIpv4: rule.cidrIpv4,
        referencedSecurityGroupId: rule.referencedSecurityGroupId,
        description: rule.description,
        tags: this.tags,
      },
      { parent: this },
    );
  }

  private named(name: string): Record<string, string> {
    return { ...this.tags, Name: name };
  }
}

/** Without a protocol: TCP. */
type Ports = Pick<PortRange, "from" | "to"> & Partial<Pick<PortRange, "protocol">>;

function clientWords(cidr: string): { readonly suffix: string; readonly from: string } {
  if (cidr === internet) return { suffix: "", from: "everyone" };
  return { suffix: `-from-${cidr.replaceAll(/[./]/g, "-")}`, from: cidr };
}

function portsText({ from, to, protocol }: PortRange): string {
  const ports = from === to ? `ort ${from}` : `orts ${from}-${to}`;
  return protocol === "tcp" ? `P${ports}` : `UDP p${ports}`;
}

function outTo(securityGroupId: pulumi.Input<string>, { from, to, protocol, cidr }: Egress): OutwardRule {
  const description = `${protocol.toUpperCase()} ${from === to ? from : `${from}-${to}`} out`;
  return { securityGroupId, cidrIpv4: cidr, description };
}

/** The other end of a rule: a network, or the members of a group. */
interface RuleEnd {
  cidrIpv4?: string;
  referencedSecurityGroupId?: pulumi.Input<string>;
}

interface InwardRule extends RuleEnd {
  /** The group whose members are reached; left out: the hosts'. */
  into?: pulumi.Input<string>;
  description: string;
}

interface OutwardRule extends RuleEnd {
  securityGroupId: pulumi.Input<string>;
  description: string;
}
