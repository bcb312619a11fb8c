import { openPorts } from "../compose/open-ports";
import type { ComposeModel } from "../compose/service-model";
import type { StackConfig } from "../config/config-schema";
import { nameInZone, zoneName } from "../config/dns-zone";

/** Seconds that resolvers may cache a record; short, so that a new address is found soon. */
export const TTL_SECONDS = 300;

/** A host name that clients reach services by, and the numbers of the hosts that it leads to. */
export interface DnsName {
  readonly name: string;
  readonly hosts: readonly number[];
}

export interface DnsRecords {
  /** Of names in the configured zone. */
  readonly made: readonly DnsName[];
  /** Of those that the user has to make a record of. */
  readonly byHand: readonly DnsName[];
}

/** Which names the program makes a record of: each name once, the domain first. This computer's names lead to it without one. */
export function dnsRecords(
  config: Pick<StackConfig, "target" | "domain" | "dnsZone">,
  { services }: Pick<ComposeModel, "services">,
): DnsRecords {
  if (config.target === "local") return { made: [], byHand: [] };
  const zone = zoneName(config);
  const names = [...namesOf(config.domain, services)].map(([name, hosts]) => ({ name, hosts }));
  const isOurs = ({ name }: DnsName): boolean => zone !== undefined && nameInZone(name, zone) !== undefined;
  return { made: names.filter(isOurs), byHand: names.filter((name) => !isOurs(name)) };
}

/** A domain without a route of its own leads to every host that publishes ports. */
function namesOf(domain: string, services: ComposeModel["services"]): ReadonlyMap<string, readonly number[]> {
  const routed = services.flatMap(({ routes = [], hosts }) => routes.map(({ host }) => [host, hosts] as const));
  const open = services.filter((service) => openPorts(service).length > 0).flatMap(({ hosts }) => hosts);
  const toDomain = [...new Set(open)].sort((a, b) => a - b);
  const own = domain === "" || toDomain.length === 0 ? [] : [[domain, toDomain] as const];
  return new Map([...own, ...routed]);
}
