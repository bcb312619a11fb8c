import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "./compose/service-model";
import type { ConfigFault, StackConfig } from "./config/config-schema";
import type { DnsName, DnsRecords } from "./host/dns-records";
import { refuseFaults } from "./refuse-faults";
import { hasOwnCertificate } from "./runtimes/containers/ingress-text";

type Named = Pick<StackConfig, "domain" | "dnsZone" | "publicAddresses" | "loadBalancer">;

/** Throws one error with all that is wrong with the host names of a stack; a preview shows which records the user has to make. */
export function checkNames(config: Named, compose: Pick<ComposeModel, "services">, records: DnsRecords): void {
  refuseFaults(nameFaults(config, records));
  const { domain, dnsZone } = config;
  const routed = compose.services.flatMap(({ routes = [] }) => routes.map(({ host }) => host));
  if (domain !== "" && routed.length > 0 && !routed.includes(domain))
    void pulumi.log.warn(
      `domain: ${domain} leads to the ingress, which has not a route of this name: give a service x-berth: { route: { host: ${domain}, port: … } }`,
    );
  if (records.byHand.length === 0) return;
  const names = records.byHand.map(({ name }) => name).join(", ");
  const why = dnsZone === "" ? "the config key dnsZone is empty" : `not in dnsZone ${dnsZone}`;
  void pulumi.log.info(`DNS: make the A records of ${names} yourself (${why}). The output dnsRecords has their lines.`);
}

/** What is wrong with the host names of a stack, by config key or host name. */
export function nameFaults(config: Named, { made, byHand }: DnsRecords): readonly ConfigFault[] {
  const certified = [...made, ...byHand].filter(({ name }) => !hasOwnCertificate(name, false));
  const several = certified.filter(({ hosts }) => hosts.length > 1);
  return [
    ...several.map((name) => severalFault(config, name)),
    ...(config.publicAddresses || config.loadBalancer ? [] : certified.map((name) => unreachedFault(config, name))),
    ...zoneFaults(config, { made, byHand }),
  ];
}

/** A certificate authority connects to the name before it certifies it. */
function unreachedFault({ domain }: Named, { name }: DnsName): ConfigFault {
  const key = name === domain ? "domain" : "x-berth.route";
  const rule = `${name} leads to a host without a public address, which no certificate authority reaches: set publicAddresses or loadBalancer to true, or take a name below .internal, which the ingress certifies itself`;
  return { key, rule };
}

function severalFault({ domain }: Named, { name, hosts }: DnsName): ConfigFault {
  const [key, subject, instead] =
    name === domain
      ? [
          "domain",
          name,
          "publish ports on one host (x-berth: { hosts: [1] }), or leave domain empty and set loadBalancer to true",
        ]
      : [
          "x-berth.route",
          name,
          "run its services on one host (x-berth: { hosts: [1] }), or publish a port instead and set loadBalancer to true",
        ];
  const rule = `${subject} would lead to ${hosts.length} hosts, and the certificate authority could validate against the wrong one: ${instead}`;
  return { key, rule };
}

/** A zone that nothing is made in is a mistake: a wrong zone, or a missing name. */
function zoneFaults({ dnsZone: value }: Named, { made, byHand }: DnsRecords): readonly ConfigFault[] {
  if (value === "" || made.length > 0) return [];
  const names = byHand.map(({ name }) => name).join(", ");
  if (names === "") return [{ key: "dnsZone", rule: "needs a domain or a route, whose record is made in it", value }];
  const rule = value.includes("/")
    ? `has none of the stack's host names in it: ${names}`
    : `must have the zone's name too, such as ${value}/example.org, for the records of ${names}`;
  return [{ key: "dnsZone", rule, value }];
}
