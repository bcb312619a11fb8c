import type { HostSpec } from "./host";

/** Of the domain's record. Short, so that a host that moves is found again soon. */
export const ttlSeconds = 300;

/** The hosts that publish ports: what the domain, or the URL without one, leads to. */
export function openHosts<T>(hosts: readonly T[], specs: readonly HostSpec[]): readonly T[] {
  return hosts.filter((_, index) => (specs[index]?.publicPorts ?? []).length > 0);
}
