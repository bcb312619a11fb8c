import * as route53 from "@pulumi/aws/route53";
import type { StackConfig } from "../../config/config-schema";
import { zoneId } from "../../config/dns-zone";
import { type DnsName, TTL_SECONDS } from "../../host/dns-records";
import type { BootingHost } from "../../host/host";
import { recordName, recordOptions } from "../record-naming";

/** A record of each name in the hosted zone, with the addresses of the hosts that it leads to. */
export function dnsRecords(
  stack: string,
  config: Pick<StackConfig, "domain" | "dnsZone">,
  { names, machines }: { readonly names: readonly DnsName[]; readonly machines: readonly BootingHost[] },
): void {
  for (const { name, hosts } of names)
    new route53.Record(
      recordName(stack, name),
      {
        zoneId: zoneId(config),
        name,
        type: route53.RecordType.A,
        ttl: TTL_SECONDS,
        records: hosts.flatMap((host) => machines[host - 1]?.address ?? []),
      },
      recordOptions(stack, name, config),
    );
}
