import type { ComposeModel, NetworkModel, ServiceModel } from "../../compose/service-model";

/** What two services of a host can't have at once, unless the file has both of them share it. */
export function thingsOfService({
  volumes,
  folderMounts = [],
  ports,
  addresses = {},
}: ServiceModel): readonly string[] {
  const things = [
    ...volumes.map(({ volume }) => `volume-${volume}`),
    ...folderMounts.map(({ folder }) => `folder-${folder}`),
    ...ports.map(({ host, protocol = "tcp" }) => `port-${host}-${protocol}`),
    ...Object.values(addresses).map((address) => `address-${address}`),
  ];
  return [...new Set(things)];
}

/** What two networks of a host can't have at once. */
export function thingsOfNetwork({ subnet }: NetworkModel): readonly string[] {
  return subnet === undefined ? [] : [`subnet-${subnet.replace("/", "-")}`];
}

/** Each exclusive thing of a host with the services or networks that have it, sorted. */
export function holdersOfThings({
  services,
  networks,
}: Pick<ComposeModel, "services" | "networks">): ReadonlyMap<string, readonly string[]> {
  const holders = new Map<string, string[]>();
  const hold = (thing: string, name: string) => holders.set(thing, [...(holders.get(thing) ?? []), name].sort());
  for (const network of networks) for (const thing of thingsOfNetwork(network)) hold(thing, network.name);
  for (const service of services) for (const thing of thingsOfService(service)) hold(thing, service.name);
  return holders;
}
