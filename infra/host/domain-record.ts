import type { HostSpec } from "./host";

/** Seconds that resolvers may cache the domain's record; short, so that a new address is found soon. */
export const ttlSeconds = 300;

/** The hosts that publish ports: what the domain, or the URL without one, leads to. */
export function openHosts<T>(hosts: readonly T[], specs: readonly HostSpec[]): readonly T[] {
  return hosts.filter((_, index) => (specs[index]?.publicPorts ?? []).length > 0);
}
