import type { ConfigFault, StackConfig } from "./config-schema";

type NetworkKeys = Pick<StackConfig, "network" | "publicSubnets" | "privateSubnets" | "publicAddresses">;

/** How a cloud identifies an existing network and its subnets. */
export interface NetworkForms {
  readonly network: RegExp;
  readonly networkMust: string;
  readonly subnet: RegExp;
  readonly subnetMust: string;
}

/** Every fault of an existing network and of what is in it, whatever the cloud. */
export function existingNetworkFaults(config: NetworkKeys, forms: NetworkForms): readonly ConfigFault[] {
  const { network } = config;
  if (network === "") return faultsWithoutNetwork(config);
  const isWrong = !forms.network.test(network);
  return [
    ...(isWrong ? [{ key: "network", rule: `must be ${forms.networkMust}`, value: network }] : []),
    ...subnetFaults(config, forms),
    ...missingSubnets(config),
  ];
}

/** Every fault of subnets and hosts that only an existing network can have. */
export function faultsWithoutNetwork({
  publicAddresses,
  publicSubnets,
  privateSubnets,
}: Omit<NetworkKeys, "network">): readonly ConfigFault[] {
  const lists = Object.entries({ publicSubnets, privateSubnets }).filter(([, subnets]) => subnets.length > 0);
  const orphans = lists.map(([key, subnets]) => ({
    key,
    rule: "must be empty without network, in which they are",
    value: JSON.stringify(subnets),
  }));
  const rule = "must be true without network: the network that the stack makes has no NAT";
  return [...orphans, ...(publicAddresses ? [] : [{ key: "publicAddresses", rule, value: "false" }])];
}

/** The subnets that hosts are in: the public ones where hosts have public addresses, else the private ones. */
export function hostSubnets({
  publicAddresses,
  publicSubnets,
  privateSubnets,
}: Pick<StackConfig, "publicAddresses" | "publicSubnets" | "privateSubnets">): readonly string[] {
  return publicAddresses ? publicSubnets : privateSubnets;
}

function subnetFaults(config: NetworkKeys, { subnet, subnetMust }: NetworkForms): readonly ConfigFault[] {
  return (["publicSubnets", "privateSubnets"] as const).flatMap((key) =>
    config[key].filter((text) => !subnet.test(text)).map((value) => ({ key, rule: `must be ${subnetMust}`, value })),
  );
}

function missingSubnets({ publicAddresses, publicSubnets, privateSubnets }: NetworkKeys): readonly ConfigFault[] {
  if (hostSubnets({ publicAddresses, publicSubnets, privateSubnets }).length > 0) return [];
  const rule = publicAddresses
    ? "must name the subnets of hosts with a public address; set publicAddresses to false for hosts in privateSubnets alone"
    : "must name the subnets of hosts without a public address";
  return [{ key: publicAddresses ? "publicSubnets" : "privateSubnets", rule }];
}
