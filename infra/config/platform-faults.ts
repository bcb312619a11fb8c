import { distance } from "fastest-levenshtein";
import { parseNetwork } from "./cidr";
import type { ConfigFault, StackConfig } from "./config-schema";

/** The fault of a platform that takes networks of certain sizes only. */
export function networkFault(
  { networkCidr, target }: StackConfig,
  widest: number,
  narrowest: number,
): ConfigFault | undefined {
  const prefix = parseNetwork(networkCidr)?.prefix ?? 0;
  if (prefix >= widest && prefix <= narrowest) return undefined;
  return { key: "networkCidr", rule: `must be a /${widest} to a /${narrowest} on ${target}`, value: networkCidr };
}

/** The fault of a place that the platform does not have, with the one that may be meant. */
export function placeFault(key: string, place: string, known: readonly string[]): ConfigFault | undefined {
  if (known.includes(place)) return undefined;
  const [example = ""] = known;
  if (place === "") return { key, rule: `is missing; say where, \`npx berth config set ${key} ${example}\`` };
  const plain = place.toLowerCase().replaceAll(" ", "");
  const near = known.find((name) => distance(name, plain) <= 2);
  const hint = near === undefined ? `say ${example}` : `did you mean ${near}?`;
  return { key, rule: `is not a known one; ${hint}`, value: place };
}

/** The fault of a platform that has another registry, or none. */
export function registryFault({ registry, target }: StackConfig, own: string): ConfigFault | undefined {
  if (registry === "none" || registry === own) return undefined;
  const others = own === "" ? "none" : `none or ${own}`;
  return { key: "registry", rule: `must be ${others} on ${target}`, value: registry };
}

/** The faults of a platform that is not reachable from outside. */
export function outsideFaults({ domain, dnsZone, target }: StackConfig): readonly ConfigFault[] {
  const why = `must be empty on ${target}: no certificate authority reaches this computer, https has one of the gateway's own there`;
  return [
    ...(domain === "" ? [] : [{ key: "domain", rule: why, value: domain }]),
    ...(dnsZone === "" ? [] : [{ key: "dnsZone", rule: `must be empty on ${target}`, value: dnsZone }]),
  ];
}

/** The fault of a DNS zone without a name in it. */
export function zoneWithoutDomain({ domain, dnsZone }: StackConfig): ConfigFault | undefined {
  if (dnsZone === "" || domain !== "") return undefined;
  return { key: "dnsZone", rule: "needs a domain, whose record is made in it", value: dnsZone };
}

/** The fault of a policy of AWS on another platform. */
export function boundaryFault({ permissionsBoundary: value, target }: StackConfig): ConfigFault | undefined {
  if (value === "") return undefined;
  return { key: "permissionsBoundary", rule: `must be empty on ${target}: it bounds roles of AWS`, value };
}

/** The fault of a cloud's size on this computer. */
export function localSizeFault({ size: value }: StackConfig): ConfigFault | undefined {
  if (value === "") return undefined;
  return { key: "size", rule: "must be empty on local: cpus and memoryMiB are its size there", value };
}

/** The fault of images that this computer builds for another processor than its own: what it sends is for amd64. */
export function armBuildsFault({ imageBuilds: value }: StackConfig, isArm: boolean): ConfigFault | undefined {
  if (!isArm || value !== "here") return undefined;
  return {
    key: "imageBuilds",
    rule: "must be auto or host with a size for arm64: images that are built here are for amd64",
    value,
  };
}

/** The fault of a host that SSH goes through and that no rule lets in. */
export function jumpHostFault({ jumpHost: value, adminCidrs, target }: StackConfig): ConfigFault | undefined {
  if (value === "") return undefined;
  if (target === "local")
    return { key: "jumpHost", rule: "must be empty on local: its hosts are on this computer", value };
  const rule = "needs adminCidrs with the network that it comes from";
  return adminCidrs.length > 0 ? undefined : { key: "jumpHost", rule, value };
}

/** The fault of a cloud's tags on this computer. */
export function localTagsFault({ tags }: StackConfig): ConfigFault | undefined {
  if (Object.keys(tags).length === 0) return undefined;
  return { key: "tags", rule: "must be empty on local: machines of this computer carry none" };
}
