import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "./compose/service-model";
import type { StackConfig } from "./config/config-schema";
import { isHttp, type PublicPort, portName } from "./guest/public-port";
import { type DnsName, TTL_SECONDS } from "./host/dns-records";
import type { Front } from "./host/front";
import type { Host, HostSpec } from "./host/host";
import { httpsPort, httpsPortText } from "./host/https-port";
import { shellWord } from "./runtimes/systemd/shell-word";

export interface StackOutputsArgs {
  readonly config: StackConfig;
  readonly compose: ComposeModel;
  readonly specs: readonly HostSpec[];
  /** Hosts in the order of the specs. */
  readonly hosts: readonly Host[];
  /** What clients connect to in place of the hosts, if there is that. */
  readonly front?: Front;
  /** Host names that the user has to make a record of. */
  readonly byHand: readonly DnsName[];
}

interface Entry {
  readonly domain: string;
  readonly front: Front | undefined;
}

/** The outputs of a stack. `dnsRecords` are those that the user has to make, a line each as in a zone file. */
export function stackOutputs({ config, compose, specs, hosts, front, byHand }: StackOutputsArgs) {
  const { domain } = config;
  const urls = routeUrls(compose, hosts);
  const url =
    urls[0] ??
    urlOf(
      { domain, front },
      hosts.find((_, index) => specs[index]?.publicPorts.some(isHttp)),
    );
  return {
    // Pulumi warns about undefined outputs.
    ...(url && { url }),
    ...(urls.length > 0 && { urls }),
    runtime: config.runtime,
    hosts: hosts.map((host, index) =>
      describeHost(host, specs[index]?.publicPorts ?? [], servicesOf(compose, index + 1)),
    ),
    ...(front && { loadBalancer: front.address }),
    ...(byHand.length > 0 && { dnsRecords: byHand.flatMap((name) => recordLines(name, hosts, front)) }),
  };
}

/** Of each route, in the file's order; on this computer with the port that leads to 443. */
function routeUrls({ services }: ComposeModel, hosts: readonly Host[]): pulumi.Output<string>[] {
  return services.flatMap(({ routes = [], hosts: [first = 1] }) => {
    const own = hosts[first - 1];
    if (own === undefined) return [];
    return routes.map(
      ({ host, path }) => pulumi.interpolate`https://${host}${httpsPort(own).apply(httpsPortText)}${path}`,
    );
  });
}

/** The domain, or port 80 of what leads to the first host that publishes it, or of that host. */
function urlOf({ domain, front }: Entry, host: Host | undefined): pulumi.Output<string> | undefined {
  if (domain !== "") return pulumi.output(`https://${domain}`);
  // With the host's own address, which is known only when it is ready.
  if (front && host) return pulumi.all([front.address, host.address]).apply(([address]) => `http://${address}:80`);
  return host && pulumi.interpolate`http://${host.address}:${host.hostPorts.apply((ports) => ports["80"] ?? 80)}`;
}

/** How to reach a host: `ssh` is a command to paste, `ports` has the port on `address` of each published one. */
function describeHost(
  { name, address, privateAddress, ...host }: Host,
  publicPorts: readonly PublicPort[],
  services: readonly string[],
) {
  const { sshPort, user, sshConfig } = host;
  const inside = privateAddress === undefined ? {} : { privateAddress };
  const ssh = sshConfig.apply((config) => `ssh -F ${shellWord(config)} ${name}`);
  const ports = host.hostPorts.apply((all) =>
    Object.fromEntries(publicPorts.map((open) => [portName(open), all[portName(open)] ?? open.port])),
  );
  return { name, address, ...inside, sshPort, user, sshConfig, ssh, ports, services };
}

function servicesOf(compose: ComposeModel, host: number): readonly string[] {
  return compose.services.filter(({ hosts }) => hosts.includes(host)).map(({ name }) => name);
}

function recordLines(
  { name, hosts: numbers }: DnsName,
  hosts: readonly Host[],
  front: Front | undefined,
): pulumi.Output<string>[] {
  if (front?.recordType === "CNAME") return [pulumi.interpolate`${name}. ${TTL_SECONDS} IN CNAME ${front.address}.`];
  if (front !== undefined) return [pulumi.interpolate`${name}. ${TTL_SECONDS} IN A ${front.address}`];
  return numbers
    .flatMap((number) => hosts[number - 1] ?? [])
    .map(({ address }) => pulumi.interpolate`${name}. ${TTL_SECONDS} IN A ${address}`);
}
