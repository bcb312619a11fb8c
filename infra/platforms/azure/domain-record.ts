import * as dns from "@pulumi/azure-native/dns";
import type { StackConfig } from "../../config/config-schema";
import { openHosts, ttlSeconds } from "../../host/domain-record";
import type { BootingHost, HostSpec } from "../../host/host";
import { nameInZone, parseAzureDnsZone } from "./settings/azure-dns-zone";

/** The domain's record in the zone, with the address of each host that publishes ports; none without domain or zone. */
export function domainRecord(
  name: string,
  { domain, dnsZone }: StackConfig,
  machines: readonly BootingHost[],
  specs: readonly HostSpec[],
): void {
  const open = openHosts(machines, specs);
  const parts = parseAzureDnsZone(dnsZone);
  if (domain === "" || parts === undefined || open.length === 0) return;
  const { resourceGroup, zone } = parts;
  new dns.RecordSet(`${name}-domain`, {
    resourceGroupName: resourceGroup,
    zoneName: zone,
    relativeRecordSetName: nameInZone(domain, zone),
    recordType: "A",
    ttl: ttlSeconds,
    aRecords: open.map(({ address }) => ({ ipv4Address: address })),
  });
}
