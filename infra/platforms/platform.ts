import type { StackConfig } from "../config/config-schema";
import type { DnsName } from "../host/dns-records";
import type { BootingHost, HostSpec } from "../host/host";
import type { BuildsHere } from "../host/builds-here";
import type { Front } from "../host/front";
import type { ImageRegistry } from "../host/image-registry";

export interface PlatformArgs {
  readonly config: StackConfig;
  /** Name prefix of what belongs to the stack and not to one host. */
  readonly name: string;
  /** One a host, in the order of their numbers. */
  readonly specs: readonly HostSpec[];
  /** The stack's private folder on this computer. */
  readonly folder: string;
  /** Names of the services, for a registry with a repository each. */
  readonly services: readonly string[];
  /** Host names that get a record; none where the configuration has not a zone. */
  readonly names: readonly DnsName[];
}

/** What a platform has made. */
export interface PlatformHosts {
  /** The machines in the order of the specs. */
  readonly machines: readonly BootingHost[];
  /** What leads to the hosts' published ports; left out: each host's own address does. */
  readonly front?: Front;
  /** Set where the configuration has a registry. */
  readonly registry?: ImageRegistry;
  /** Set where images are to be built on this computer. */
  readonly buildsHere?: BuildsHere;
}

/** Makes the hosts on a platform, and the registry and the host names' records where the configuration has them. */
export type Platform = (args: PlatformArgs) => PlatformHosts;
