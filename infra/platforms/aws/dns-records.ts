import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/config-schema";
import { zoneId } from "../../config/dns-zone";
import { type DnsName, TTL_SECONDS } from "../../host/dns-records";
import type { BootingHost } from "../../host/host";
import { recordName, recordOptions } from "../record-naming";

/** A balancer as Route 53 leads to it. */
interface BalancerName {
  readonly dnsName: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
}

interface Named {
  readonly names: readonly DnsName[];
  readonly machines: readonly BootingHost[];
  /** Left out: names lead to the hosts. */
  readonly front?: BalancerName;
}

/** A record of each name in the hosted zone, with the addresses of the hosts that it leads to, or the load balancer's. */
export function dnsRecords(
  stack: string,
  config: Pick<StackConfig, "domain" | "dnsZone">,
  { names, machines, front }: Named,
): void {
  for (const { name, hosts } of names)
    new route53.Record(
      recordName(stack, name),
      {
        zoneId: zoneId(config),
        name,
        type: route53.RecordType.A,
        ...(front === undefined
          ? { ttl: TTL_SECONDS, records: hosts.flatMap((host) => machines[host - 1]?.address ?? []) }
          : { aliases: [{ name: front.dnsName, zoneId: front.zoneId, evaluateTargetHealth: true }] }),
      },
      recordOptions(stack, name, config),
    );
}
