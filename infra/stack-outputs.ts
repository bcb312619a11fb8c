import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "./compose/service-model";
import type { StackConfig } from "./config/config-schema";
import { openHosts, ttlSeconds } from "./host/domain-record";
import type { Host, HostSpec } from "./host/host";

export interface StackOutputsArgs {
  readonly config: StackConfig;
  readonly compose: ComposeModel;
  readonly specs: readonly HostSpec[];
  /** Hosts in the order of the specs. */
  readonly hosts: readonly Host[];
}

/** The outputs of a stack. `dnsRecord` is the record to set by hand, where the program makes none. */
export function stackOutputs({ config, compose, specs, hosts }: StackOutputsArgs) {
  const open = openHosts(hosts, specs);
  const { domain, dnsZone } = config;
  const url = urlOf(domain, open[0]);
  const dnsRecord = pulumi.all(open.map(({ address }) => address)).apply((to) => recordLine(domain, to));
  return {
    // An output without a value would be warned of.
    ...(url && { url }),
    runtime: config.runtime,
    hosts: hosts.map((host, index) => describeHost(host, servicesOf(compose, index + 1))),
    ...(domain !== "" && dnsZone === "" && { dnsRecord }),
  };
}

/** The domain, or port 80 of the first host that publishes any. */
function urlOf(domain: string, host: Host | undefined): pulumi.Output<string> | undefined {
  if (domain !== "") return pulumi.output(`https://${domain}`);
  return host && pulumi.interpolate`http://${host.address}:${host.hostPorts.apply((ports) => ports["80"] ?? 80)}`;
}

/** How to log in to a host; `ssh` is a command to paste. It contains no key. */
function describeHost({ name, address, privateAddress, ...host }: Host, services: readonly string[]) {
  const { sshPort, user, sshConfig } = host;
  const inside = privateAddress === undefined ? {} : { privateAddress };
  const ssh = pulumi.interpolate`ssh -F ${sshConfig} ${name}`;
  return { name, address, ...inside, sshPort, user, sshConfig, ssh, services };
}

function servicesOf(compose: ComposeModel, host: number): readonly string[] {
  return compose.services.filter(({ hosts }) => hosts.includes(host)).map(({ name }) => name);
}

/** Text of the record as in a zone file. */
function recordLine(domain: string, addresses: readonly string[]): string {
  return addresses.map((address) => `${domain}. ${ttlSeconds} IN A ${address}`).join("\n");
}
