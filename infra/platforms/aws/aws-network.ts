import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { subnetsOf } from "../../config/cidr";

export interface AwsNetworkArgs {
  /** CIDR of the VPC, /16 to /24. */
  cidr: string;
  region: string;
  /** Letters of the availability zones, one subnet each. */
  zones: readonly string[];
  tags: Record<string, string>;
}

/** Subnets are a sixteenth of the network each: room for more zones and for private ones. */
const subnetBits = 4;

/** A VPC with a public subnet in each zone, a gateway and routes; nothing in it has an address of the internet by itself. */
export class AwsNetwork extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** Subnets in the order of the zones. */
  readonly subnets: readonly ec2.Subnet[];
  /** CIDRs of the subnets. */
  readonly cidrs: readonly string[];
  /** What a machine in the subnets needs to reach the internet: the attached gateway, the route and its associations. */
  readonly internet: readonly pulumi.Resource[];

  constructor(name: string, args: AwsNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:aws:AwsNetwork", name, {}, opts);
    const parent = { parent: this };
    const tagged = (what: string) => ({ ...args.tags, Name: `${name}-${what}` });
    const vpc = new ec2.Vpc(
      `${name}-vpc`,
      { cidrBlock: args.cidr, enableDnsSupport: true, enableDnsHostnames: true, tags: tagged("vpc") },
      parent,
    );
    // A VPC comes with a group that lets its members talk to each other: taken over and left without a rule.
    new ec2.DefaultSecurityGroup(
      `${name}-default`,
      { vpcId: vpc.id, ingress: [], egress: [], tags: tagged("unused") },
      parent,
    );
    const gateway = new ec2.InternetGateway(`${name}-gateway`, { vpcId: vpc.id, tags: tagged("gateway") }, parent);
    const routes = new ec2.RouteTable(`${name}-routes`, { vpcId: vpc.id, tags: tagged("routes") }, parent);
    const route = new ec2.Route(
      `${name}-internet`,
      { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
      parent,
    );
    this.cidrs = subnetsOf(args.cidr, subnetBits, args.zones.length);
    this.subnets = args.zones.map(
      (zone, index) =>
        new ec2.Subnet(
          `${name}-${zone}`,
          {
            vpcId: vpc.id,
            availabilityZone: `${args.region}${zone}`,
            cidrBlock: this.cidrs[index],
            mapPublicIpOnLaunch: false,
            tags: tagged(zone),
          },
          parent,
        ),
    );
    const associations = this.subnets.map((subnet, index) => {
      const zone = args.zones[index] ?? "";
      return new ec2.RouteTableAssociation(`${name}-${zone}`, { subnetId: subnet.id, routeTableId: routes.id }, parent);
    });
    this.internet = [gateway, route, ...associations];
    this.vpcId = vpc.id;
    this.registerOutputs();
  }
}
