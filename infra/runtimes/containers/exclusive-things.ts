import type { ComposeModel, ServiceModel } from "../../compose/service-model";

/** What two services of a host can't have at once, unless the file has both of them share it. */
export interface Thing {
  /** In names of resources. */
  readonly id: string;
  /** In texts. */
  readonly text: string;
  /** Whether it holds the service's data. */
  readonly isData: boolean;
}

/** The exclusive things of a service: its data first, then its ports, then its addresses. */
export function thingsOf({ volumes, folderMounts = [], ports, addresses = {} }: ServiceModel): readonly Thing[] {
  return [
    ...volumes.map(({ volume }) => ({ id: `volume-${volume}`, text: `volume ${volume}`, isData: true })),
    ...folderMounts.map(({ folder }) => ({ id: `folder-${folder}`, text: `folder ${folder}`, isData: true })),
    ...ports.map(({ host, protocol }) => ({
      id: `port-${host}-${protocol ?? "tcp"}`,
      text: `host port ${host}${protocol === undefined ? "" : `/${protocol}`}`,
      isData: false,
    })),
    ...Object.values(addresses).map((address) => ({
      id: `address-${address}`,
      text: `address ${address}`,
      isData: false,
    })),
  ];
}

/** Each thing of a service once, by its id. */
export function thingsOfService(service: ServiceModel): readonly string[] {
  return [...new Set(thingsOf(service).map(({ id }) => id))];
}

/** The one thing of all networks with a fixed subnet: those of two may overlap without being the same. */
export const SUBNETS = "subnets";

/** The fixed subnets of a host's networks, by the network. */
export function subnetsOfNetworks({ networks }: Pick<ComposeModel, "networks">): Readonly<Record<string, string>> {
  return Object.fromEntries(networks.flatMap(({ name, subnet }) => (subnet === undefined ? [] : [[name, subnet]])));
}

/** Each exclusive thing of a host's services with the services that have it, sorted. */
export function holdersOfThings({ services }: Pick<ComposeModel, "services">): ReadonlyMap<string, readonly string[]> {
  const holders = new Map<string, string[]>();
  const hold = (thing: string, name: string) => holders.set(thing, [...(holders.get(thing) ?? []), name].sort());
  for (const service of services) for (const thing of thingsOfService(service)) hold(thing, service.name);
  return holders;
}
