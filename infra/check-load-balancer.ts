import { openPorts } from "./compose/open-ports";
import type { ComposeModel } from "./compose/service-model";
import type { ConfigFault, StackConfig } from "./config/config-schema";
import type { DnsName, DnsRecords } from "./host/dns-records";
import { refuseFaults } from "./refuse-faults";

const https = 443;

/** Throws one error with all that a load balancer cannot do for the services; does nothing where there is none. */
export function checkLoadBalancer(
  { loadBalancer }: Pick<StackConfig, "loadBalancer">,
  { services }: Pick<ComposeModel, "services">,
  { made, byHand }: DnsRecords,
): void {
  if (loadBalancer) refuseFaults(balancerFaults(services, [...made, ...byHand]));
}

/** What a load balancer that passes TCP on cannot do for the services. */
export function balancerFaults(services: ComposeModel["services"], names: readonly DnsName[]): readonly ConfigFault[] {
  const ports = services.flatMap((service) => openPorts(service).map((port) => ({ service, ...port })));
  const udp = ports.filter(({ protocol }) => protocol === "udp");
  const behind = ports.filter(({ host, protocol }) => host === https && protocol !== "udp");
  const reached = [...new Set(behind.flatMap(({ service }) => service.hosts))].sort((a, b) => a - b);
  return [
    ...(udp.length === ports.length ? [fault("needs a service that publishes a TCP port")] : []),
    ...udp.map(({ service, host }) => fault(`passes TCP only, and ${service.name} publishes ${host}/udp`)),
    ...names
      .filter(({ hosts }) => reached.some((host) => !hosts.includes(host)))
      .map(({ name, hosts }) =>
        fault(
          `${name} leads to host ${hosts.join(", ")}, but port ${https} is passed to hosts ${reached.join(", ")} alike: run all services with routes on the same hosts`,
        ),
      ),
  ];
}

function fault(rule: string): ConfigFault {
  return { key: "loadBalancer", rule };
}
