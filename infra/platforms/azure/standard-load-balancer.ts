import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { publicAddress } from "./public-address";

export interface StandardLoadBalancerArgs {
  /** Id of the stack's resource group. */
  groupId: pulumi.Output<string>;
  resourceGroupName: pulumi.Input<string>;
  location: string;
  /** TCP ports that hosts publish. */
  ports: readonly number[];
  tags: Record<string, string>;
}

/** A host counts as gone after two checks. */
const checkSeconds = 5;
const failedChecks = 2;
/** Of all zones, so that no zone's end is the address's. */
const zones = ["1", "2", "3"];
const [front, pool] = ["front", "hosts"];

/** A Standard Load Balancer that passes TCP on as it comes, so that hosts see their clients and keep TLS to themselves. */
export class StandardLoadBalancer extends pulumi.ComponentResource {
  readonly address: pulumi.Output<string>;
  /** Id of the pool that the hosts' interfaces join; a host gets the ports that it answers on. */
  readonly poolId: pulumi.Output<string>;

  constructor(name: string, args: StandardLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:azure:StandardLoadBalancer", name, {}, opts);
    const { groupId, resourceGroupName, location, ports, tags } = args;
    const address = publicAddress(`${name}-address`, { resourceGroupName, location, zones, tags }, this);
    const loadBalancerName = `${name}-balancer`;
    // Rules refer to the balancer's own parts by id, so its name is not left to the plugin.
    const own = pulumi.interpolate`${groupId}/providers/Microsoft.Network/loadBalancers/${loadBalancerName}`;
    const balancer = new network.LoadBalancer(
      loadBalancerName,
      {
        loadBalancerName,
        resourceGroupName,
        location,
        sku: { name: network.LoadBalancerSkuName.Standard, tier: network.LoadBalancerSkuTier.Regional },
        frontendIPConfigurations: [{ name: front, publicIPAddress: { id: address.id } }],
        backendAddressPools: [{ name: pool }],
        probes: ports.map(probe),
        loadBalancingRules: ports.map((port) => rule(port, own)),
        tags,
      },
      { parent: this },
    );
    this.address = address.ipAddress.apply((text) => {
      if (text === undefined) throw new pulumi.RunError("Azure gave the load balancer no address");
      return text;
    });
    this.poolId = pulumi.interpolate`${balancer.id}/backendAddressPools/${pool}`;
    this.registerOutputs();
  }
}

function probe(port: number) {
  const { Tcp } = network.ProbeProtocol;
  return { name: `port-${port}`, protocol: Tcp, port, intervalInSeconds: checkSeconds, probeThreshold: failedChecks };
}

function rule(port: number, balancerId: pulumi.Output<string>) {
  const part = (kind: string, name: string) => ({ id: pulumi.interpolate`${balancerId}/${kind}/${name}` });
  return {
    name: `port-${port}`,
    protocol: network.TransportProtocol.Tcp,
    frontendPort: port,
    backendPort: port,
    frontendIPConfiguration: part("frontendIPConfigurations", front),
    backendAddressPool: part("backendAddressPools", pool),
    probe: part("probes", `port-${port}`),
    enableTcpReset: true,
    // Outward, hosts go by their own address or NAT.
    disableOutboundSnat: true,
  };
}
