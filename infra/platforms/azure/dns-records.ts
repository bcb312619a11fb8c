import * as dns from "@pulumi/azure-native/dns";
import type { StackConfig } from "../../config/config-schema";
import { nameInZone, zoneId, zoneName } from "../../config/dns-zone";
import { type DnsName, TTL_SECONDS } from "../../host/dns-records";
import type { Front } from "../../host/front";
import type { BootingHost } from "../../host/host";
import { recordName, recordOptions } from "../record-naming";

interface Named {
  readonly names: readonly DnsName[];
  readonly machines: readonly BootingHost[];
  /** Left out: names lead to the hosts. */
  readonly front?: Pick<Front, "address">;
}

/** A record of each name in the zone, with the addresses of the hosts that it leads to, or the load balancer's. */
export function dnsRecords(
  stack: string,
  config: Pick<StackConfig, "domain" | "dnsZone">,
  { names, machines, front }: Named,
): void {
  const zone = zoneName(config) ?? "";
  for (const { name, hosts } of names)
    new dns.RecordSet(
      recordName(stack, name),
      {
        resourceGroupName: zoneId(config),
        zoneName: zone,
        relativeRecordSetName: nameInZone(name, zone),
        recordType: "A",
        ttl: TTL_SECONDS,
        aRecords: (front === undefined ? hosts.flatMap((host) => machines[host - 1] ?? []) : [front]).map(
          ({ address }) => ({ ipv4Address: address }),
        ),
      },
      recordOptions(stack, name, config),
    );
}
