/** A zone of Azure DNS as the config names it: "resource group/zone". */
export interface AzureDnsZone {
  readonly resourceGroup: string;
  readonly zone: string;
}

/** The parts of a zone's name; undefined when it has not both. */
export function parseAzureDnsZone(name: string): AzureDnsZone | undefined {
  const [, resourceGroup, zone] = /^([\w.-]{1,90})\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/.exec(name) ?? [];
  return resourceGroup === undefined || zone === undefined ? undefined : { resourceGroup, zone };
}

/** The name that a host name has inside of a zone, "@" when it is the zone's own; undefined when it is not in it. */
export function nameInZone(domain: string, zone: string): string | undefined {
  if (domain === zone) return "@";
  return domain.endsWith(`.${zone}`) ? domain.slice(0, -zone.length - 1) : undefined;
}
