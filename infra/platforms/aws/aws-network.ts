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

/** Where hosts are put, made by the stack or there before. */
export interface AwsPlace {
  readonly vpcId: pulumi.Input<string>;
  /** In which hosts take turns. */
  readonly subnets: readonly PlacedSubnet[];
  /** In which a load balancer is: those with a route to an internet gateway, one a zone. */
  readonly frontSubnets: readonly PlacedSubnet[];
  /** What a machine in the subnets needs to reach the internet, as far as the stack makes it. */
  readonly internet: readonly pulumi.Resource[];
}

export interface PlacedSubnet {
  readonly id: pulumi.Input<string>;
  /** Letter of its availability zone. */
  readonly zone: string;
  /** Left out where it is not known. */
  readonly cidr?: string;
}

/** Subnets are a sixteenth of the network each: room for more zones and for private ones. */
const subnetBits = 4;

/** A VPC with a public subnet in each zone, a gateway and routes; nothing in it has an address of the internet by itself. */
export class AwsNetwork extends pulumi.ComponentResource implements AwsPlace {
  readonly vpcId: pulumi.Output<string>;
  /** In the order of the zones. */
  readonly subnets: readonly PlacedSubnet[];
  readonly frontSubnets: readonly PlacedSubnet[];
  /** The attached gateway, the route and its associations. */
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
    const cidrs = subnetsOf(args.cidr, subnetBits, args.zones.length);
    const subnets = args.zones.map((zone, index) => {
      const cidr = cidrs[index] ?? "";
      const place = { vpcId: vpc.id, availabilityZone: `${args.region}${zone}`, cidrBlock: cidr };
      const own = { mapPublicIpOnLaunch: false, tags: tagged(zone) };
      return { zone, cidr, id: new ec2.Subnet(`${name}-${zone}`, { ...place, ...own }, parent).id };
    });
    const associations = subnets.map(
      ({ zone, id }) =>
        new ec2.RouteTableAssociation(`${name}-${zone}`, { subnetId: id, routeTableId: routes.id }, parent),
    );
    this.subnets = subnets;
    this.frontSubnets = subnets;
    this.internet = [gateway, route, ...associations];
    this.vpcId = vpc.id;
    this.registerOutputs();
  }
}
