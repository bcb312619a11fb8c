import { isInside } from "./cidr";
import type { ConfigFault, StackConfig } from "./config-schema";

/** Networks from which no connection comes, after IANA's registry of special-purpose IPv4 addresses (RFC 6890). */
const uselessNetworks: readonly (readonly [string, string])[] = [
  ["0.0.0.0/8", "the own network"],
  ["127.0.0.0/8", "a computer's own loopback"],
  ["169.254.0.0/16", "link-local"],
  ["192.0.0.0/24", "reserved for protocols"],
  ["192.0.2.0/24", "reserved for documentation"],
  ["198.18.0.0/15", "reserved for benchmarks"],
  ["198.51.100.0/24", "reserved for documentation"],
  ["203.0.113.0/24", "reserved for documentation"],
  ["224.0.0.0/4", "multicast"],
  ["240.0.0.0/4", "reserved"],
];

/** Why no administrator comes from a network; undefined when one may. */
export function whyUseless(network: string): string | undefined {
  return uselessNetworks.find(([range]) => isInside(network, range))?.[1];
}

/** The faults of administrators' networks that let no one in: machines would be made, and SSH would wait for an hour. */
export function uselessNetworkFaults({ adminCidrs }: StackConfig): readonly ConfigFault[] {
  return adminCidrs.flatMap((network) => {
    const why = whyUseless(network);
    if (why === undefined) return [];
    return [{ key: "adminCidrs", rule: `must be networks that you come from: this one is ${why}`, value: network }];
  });
}
