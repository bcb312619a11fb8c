import type { ComposeModel, ServiceModel } from "../../compose/service-model";

/** A service as another machine reaches it. */
export interface Peer {
  readonly name: string;
  readonly address: string;
}

/** A service's place among the machines of its stack. */
export interface Neighbourhood {
  /** Those that share a Compose network with it, in the order of their names. */
  readonly peers: readonly Peer[];
  /** All the others. */
  readonly others: readonly Peer[];
}

/** Who may speak with a service: as in Compose, those that share a network with it. */
export function neighbourhood(
  service: ServiceModel,
  { services }: ComposeModel,
  addresses: ReadonlyMap<string, string>,
): Neighbourhood {
  const others = services.filter(({ name }) => name !== service.name);
  const isPeer = ({ networks }: ServiceModel) => networks.some((network) => service.networks.includes(network));
  const asPeers = (chosen: readonly ServiceModel[]): Peer[] =>
    chosen.map(({ name }) => ({ name, address: addresses.get(name) ?? "" })).sort((a, b) => (a.name < b.name ? -1 : 1));
  return { peers: asPeers(others.filter(isPeer)), others: asPeers(others.filter((other) => !isPeer(other))) };
}

/** Lines for the machine's /etc/hosts: the peers under their names in Compose. */
export function hostsText({ peers }: Neighbourhood): string {
  return peers.map(({ name, address }) => `${address} ${name}\n`).join("");
}
