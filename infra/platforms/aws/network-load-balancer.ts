import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";

export interface NetworkLoadBalancerArgs {
  vpcId: pulumi.Input<string>;
  /** Public subnets, one a zone at most; hosts in other zones get nothing. */
  subnetIds: readonly pulumi.Input<string>[];
  /** Security group of the load balancer, which the hosts' group lets in. */
  groupId: pulumi.Input<string>;
  hosts: readonly BalancedHost[];
  /** The way to the internet, without which AWS makes no balancer that the internet reaches. */
  internet: readonly pulumi.Resource[];
  tags: Record<string, string>;
}

/** A host behind the load balancer. */
export interface BalancedHost {
  readonly name: string;
  readonly instanceId: pulumi.Input<string>;
  /** TCP ports that it publishes. */
  readonly ports: readonly number[];
}

/** AWS takes six characters and adds its own; a name of ours would be too long for its limit of 32. */
const namePrefix = "berth-";
/** How long a host that leaves may go on with its connections. */
const drainSeconds = 60;
/** A host counts as gone after two checks. */
const checkSeconds = 10;

/** A Network Load Balancer that passes TCP on as it comes, so that hosts see their clients and keep TLS to themselves. */
export class NetworkLoadBalancer extends pulumi.ComponentResource {
  readonly dnsName: pulumi.Output<string>;
  /** Of the balancer's name in Route 53, for alias records. */
  readonly zoneId: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    private readonly args: NetworkLoadBalancerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("berth:aws:NetworkLoadBalancer", name, {}, opts);
    const { subnetIds, groupId, tags, hosts } = args;
    const balancer = new lb.LoadBalancer(
      `${name}-balancer`,
      {
        namePrefix,
        loadBalancerType: "network",
        internal: false,
        subnets: [...subnetIds],
        securityGroups: [groupId],
        // A service may run on one host only, whose zone is not each client's.
        enableCrossZoneLoadBalancing: true,
        tags: { ...tags, Name: name },
      },
      { parent: this, dependsOn: [...args.internet] },
    );
    for (const port of new Set(hosts.flatMap(({ ports }) => ports))) this.balance(port, balancer);
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.registerOutputs();
  }

  private balance(port: number, balancer: lb.LoadBalancer): void {
    const { vpcId, tags, hosts } = this.args;
    const name = `${this.name}-${port}`;
    const group = new lb.TargetGroup(
      name,
      {
        namePrefix,
        vpcId,
        port,
        protocol: "TCP",
        targetType: "instance",
        preserveClientIp: "true",
        deregistrationDelay: drainSeconds,
        connectionTermination: true,
        healthCheck: {
          protocol: "TCP",
          port: "traffic-port",
          interval: checkSeconds,
          healthyThreshold: 2,
          unhealthyThreshold: 2,
        },
        tags: { ...tags, Name: name },
      },
      { parent: this },
    );
    new lb.Listener(
      name,
      {
        loadBalancerArn: balancer.arn,
        port,
        protocol: "TCP",
        defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
        tags,
      },
      { parent: this },
    );
    for (const host of hosts.filter(({ ports }) => ports.includes(port)))
      new lb.TargetGroupAttachment(
        `${host.name}-${port}`,
        { targetGroupArn: group.arn, targetId: host.instanceId, port },
        { parent: this },
      );
  }
}
