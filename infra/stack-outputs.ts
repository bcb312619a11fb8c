import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "./compose/service-model";
import type { StackConfig } from "./config-schema";
import type { Host } from "./host";

/** What a stack tells people and programs. `dnsRecord`: what they have to set themselves, where the program makes no record. */
export function stackOutputs(config: StackConfig, compose: ComposeModel, hosts: readonly Host[]) {
  const open = hosts.filter((_, index) => publishes(compose, index + 1));
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

/** What people and programs need to enter a host; `ssh` works as it stands. No key is in it. */
function describeHost({ name, address, privateAddress, ...host }: Host, services: readonly string[]) {
  const { sshPort, user, sshConfig } = host;
  const inside = privateAddress === undefined ? {} : { privateAddress };
  const ssh = pulumi.interpolate`ssh -F ${sshConfig} ${name}`;
  return { name, address, ...inside, sshPort, user, sshConfig, ssh, services };
}

function publishes(compose: ComposeModel, host: number): boolean {
  return compose.services.some(({ hosts, ports }) => hosts.includes(host) && ports.length > 0);
}

function servicesOf(compose: ComposeModel, host: number): readonly string[] {
  return compose.services.filter(({ hosts }) => hosts.includes(host)).map(({ name }) => name);
}

/** As zone files have it. */
function recordLine(domain: string, addresses: readonly string[]): string {
  return addresses.map((address) => `${domain}. 300 IN A ${address}`).join("\n");
}
