import type { StackConfig } from "./config-schema";

type Zoned = Pick<StackConfig, "domain" | "dnsZone">;

/** What the cloud identifies the zone by: a resource group, or the id of a hosted zone. */
export function zoneId({ dnsZone }: Pick<StackConfig, "dnsZone">): string {
  return dnsZone.split("/")[0] ?? "";
}

/** Name of the configured zone; undefined without one, or where the config does not have it. Of an id alone the domain and what is below it is known. */
export function zoneName({ domain, dnsZone }: Zoned): string | undefined {
  if (dnsZone === "") return undefined;
  const name = dnsZone.split("/")[1] ?? domain;
  return name === "" ? undefined : name;
}

/** The name that a host name has inside of a zone, "@" when it is the zone's own; undefined when it is not in it. */
export function nameInZone(name: string, zone: string): string | undefined {
  if (name === zone) return "@";
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : undefined;
}
