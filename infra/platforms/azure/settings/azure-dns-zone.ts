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
