import { balancerFaults } from "../../infra/check-load-balancer";
import type { ServiceModel } from "../../infra/compose/service-model";
import { describeFaults } from "../../infra/config/config-schema";

const service = (name: string, host: number, more: object = {}) =>
  ({ name, hosts: [1], ports: [{ host, container: host, ...more }] }) as unknown as ServiceModel;
const faults = (...args: Parameters<typeof balancerFaults>) => describeFaults(balancerFaults(...args));

test("published TCP ports and names that lead to all hosts of port 443 are balanced", () => {
  const ingress = { ...service("ingress", 443), hosts: [1, 2] };
  expect(faults([ingress, service("web", 80)], [{ name: "app.internal", hosts: [1, 2] }])).toEqual([]);
});

test("UDP is a fault, and so is nothing to balance", () => {
  expect(faults([service("dns", 53, { protocol: "udp" }), service("own", 80, { hostIp: "127.0.0.1" })], [])).toEqual([
    "loadBalancer: needs a service that publishes a TCP port",
    "loadBalancer: passes TCP only, and dns publishes 53/udp",
  ]);
});

test("a name that only some of the hosts behind port 443 know is a fault", () => {
  const ingress = { ...service("ingress", 443), hosts: [1, 2] };
  const names = [
    { name: "app.internal", hosts: [1] },
    { name: "all.internal", hosts: [1, 2] },
  ];
  expect(faults([ingress], names)).toEqual([
    "loadBalancer: app.internal leads to host 1, but port 443 is passed to hosts 1, 2 alike: run all services with routes on the same hosts",
  ]);
});
