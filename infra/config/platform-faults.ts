import { distance } from "fastest-levenshtein";
import { parseNetwork } from "./cidr";
import type { ConfigFault, StackConfig } from "./config-schema";
import { nameInZone, zoneName } from "./dns-zone";

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

/** The fault of a text that means nothing on the platform, with the reason where that is not plain. */
export function emptyFault(
  config: StackConfig,
  key: "domain" | "dnsZone" | "permissionsBoundary" | "size" | "jumpHost" | "jumpHostKey" | "network",
  why?: string,
): ConfigFault | undefined {
  const value = config[key];
  if (value === "") return undefined;
  return { key, rule: `must be empty on ${config.target}${why === undefined ? "" : `: ${why}`}`, value };
}

/** The fault of a DNS zone that has not the domain in it. */
export function domainZoneFault(config: StackConfig): ConfigFault | undefined {
  const { domain, dnsZone: value } = config;
  const zone = zoneName(config);
  if (domain === "" || zone === undefined || nameInZone(domain, zone) !== undefined) return undefined;
  return { key: "dnsZone", rule: `does not have ${domain} in it`, value };
}

/** The fault of a policy of AWS on another platform. */
export function boundaryFault(config: StackConfig): ConfigFault | undefined {
  return emptyFault(config, "permissionsBoundary", "it bounds roles of AWS");
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

/** The faults of a host that SSH goes through, which a rule must let in and whose key must be known. */
export function jumpHostFaults({ jumpHost, jumpHostKey, adminCidrs }: StackConfig): readonly ConfigFault[] {
  if (jumpHost === "") {
    if (jumpHostKey === "") return [];
    return [{ key: "jumpHostKey", rule: "must be empty without jumpHost, whose key it is", value: jumpHostKey }];
  }
  const network = { key: "jumpHost", rule: "needs adminCidrs with the network that it comes from", value: jumpHost };
  const rule =
    "must be the public key of jumpHost, ssh-ed25519 AAAA…, as /etc/ssh/ssh_host_ed25519_key.pub there has it";
  return [...(adminCidrs.length > 0 ? [] : [network]), ...(jumpHostKey === "" ? [{ key: "jumpHostKey", rule }] : [])];
}
