import * as route53 from "@pulumi/aws/route53";
import type { StackConfig } from "../config-schema";
import type { BootingHost, HostSpec } from "../host";

/** Short, so that a host that moves is found again soon. */
const ttlSeconds = 300;

/** The domain's record in the hosted zone, with the address of each host that publishes ports; none without domain or zone. */
export function domainRecord(
  name: string,
  { domain, dnsZone }: StackConfig,
  machines: readonly BootingHost[],
  specs: readonly HostSpec[],
): void {
  const open = machines.filter((_, index) => (specs[index]?.publicPorts ?? []).length > 0);
  if (domain === "" || dnsZone === "" || open.length === 0) return;
  new route53.Record(`${name}-domain`, {
    zoneId: dnsZone,
    name: domain,
    type: route53.RecordType.A,
    ttl: ttlSeconds,
    records: open.map(({ address }) => address),
  });
}
