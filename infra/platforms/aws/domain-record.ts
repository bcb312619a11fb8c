import * as route53 from "@pulumi/aws/route53";
import type { StackConfig } from "../../config/config-schema";
import { openHosts, ttlSeconds } from "../../host/domain-record";
import type { BootingHost, HostSpec } from "../../host/host";

/** The domain's record in the hosted zone, with the address of each host that publishes ports; none without domain or zone. */
export function domainRecord(
  name: string,
  { domain, dnsZone }: StackConfig,
  machines: readonly BootingHost[],
  specs: readonly HostSpec[],
): void {
  const open = openHosts(machines, specs);
  if (domain === "" || dnsZone === "" || open.length === 0) return;
  new route53.Record(`${name}-domain`, {
    zoneId: dnsZone,
    name: domain,
    type: route53.RecordType.A,
    ttl: ttlSeconds,
    records: open.map(({ address }) => address),
  });
}
