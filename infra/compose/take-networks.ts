import type { Network, Project, Service } from "@berth/compose";
import type { Place } from "./fault";
import type { NetworkModel, ServiceModel } from "./service-model";

type Networking = Pick<ServiceModel, "networks" | "aliases" | "addresses" | "networkOf">;

/** RFC 1918, to /30: the same networks as in packages/provider/docker-gate/container-rules.json. */
const PRIVATE_NETWORK =
  /^(10(\.\d{1,3}){3}\/([89]|[12]\d|30)|(172\.(1[6-9]|2\d|3[01])|192\.168)(\.\d{1,3}){2}\/(1[2-9]|2\d|30))$/;

const BRIDGES = new Set(["bridge", "overlay", "default"]);

/** Which networks a service is in, and by which names; the container's name of the file is one of them. */
export function takeNetworking(service: Service, at: Place): Networking {
  const mode = service.network_mode;
  const [, shared] = /^service:(.+)$/.exec(mode ?? "") ?? [];
  if (shared !== undefined) return { networks: [], networkOf: shared };
  if (mode === "none") return { networks: [] };
  if (mode !== undefined) return { networks: ["default"], ...aliasesOf(service, { default: {} }) };
  const addresses = Object.entries(service.networks).flatMap(([name, { ipv4_address: address }]) =>
    address === undefined ? [] : [[name, address] as const],
  );
  for (const [name, { ipv6_address: address }] of Object.entries(service.networks))
    if (address !== undefined) at.at("networks", name, "ipv6_address").notice("has no effect: networks are IPv4");
  return {
    networks: Object.keys(service.networks),
    ...aliasesOf(service, service.networks),
    ...(addresses.length === 0 ? {} : { addresses: Object.fromEntries(addresses) }),
  };
}

function aliasesOf(service: Service, networks: Service["networks"]): Pick<Networking, "aliases"> {
  const { container_name: containerName } = service;
  const entries = Object.entries(networks).flatMap(([name, { aliases = [] }]) => {
    const all = [...new Set([...aliases, ...(containerName === undefined ? [] : [containerName])])];
    return all.length === 0 ? [] : [[name, all] as const];
  });
  return entries.length === 0 ? {} : { aliases: Object.fromEntries(entries) };
}

/** The project's networks, and the default one where a service is in it. */
export function takeNetworks({ networks, services }: Project, at: Place): readonly NetworkModel[] {
  const usesDefault = Object.values(services).some(({ network_mode: mode }) => mode === "bridge" || mode === "default");
  const taken = Object.entries(networks).map(([name, network]) => takeNetwork(name, network, at.at("networks", name)));
  const hasDefault = Object.hasOwn(networks, "default");
  return usesDefault && !hasDefault ? [...taken, { name: "default", internal: false }] : taken;
}

function takeNetwork(name: string, network: Network, at: Place): NetworkModel {
  const { driver, external = false, internal = false, driver_opts: options } = network;
  if (driver !== undefined && !BRIDGES.has(driver))
    at.at("driver").fault("is not taken: networks are bridges of the host; publish ports instead", driver);
  if (driver === "overlay") at.at("driver").notice("is a bridge: it does not leave its host");
  if (external) at.notice("is a network of this project: those of others stay apart");
  if (options !== undefined) at.at("driver_opts").notice("has no effect: networks are plain bridges");
  const subnet = takeSubnet(network, at);
  return { name, internal, ...(subnet === undefined ? {} : { subnet }) };
}

function takeSubnet({ ipam }: Network, at: Place): string | undefined {
  const subnet = ipam?.config?.find((pool) => pool.subnet?.includes(".") === true)?.subnet;
  if (subnet === undefined || PRIVATE_NETWORK.test(subnet)) return subnet;
  const rule = "must be a private IPv4 network, such as 172.30.0.0/16, as the host's gate allows";
  return at.at("ipam", "config").fault(rule, subnet);
}
