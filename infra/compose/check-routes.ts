import type { Place } from "./fault";
import { INGRESS } from "./ingress-service";
import type { ComposeModel, ServiceModel } from "./service-model";

const INGRESS_PORTS = new Set([80, 443]);

/** The rules between routes, and between them and the rest of the project; a project without routes passes. */
export function checkRoutes(model: ComposeModel, at: Place): void {
  const routed = model.services.filter(({ routes }) => routes !== undefined);
  if (routed.length === 0) return;
  for (const service of routed) checkReachable(service, at.at("services", service.name, "x-berth", "route"));
  checkHosts(routed, at.at("services"));
  for (const service of model.services) {
    const here = routed.find(({ hosts }) => hosts.some((host) => service.hosts.includes(host)));
    if (here !== undefined) checkPorts(service, here.name, at.at("services", service.name, "ports"));
  }
  const { services, networks, volumes } = model;
  const names = { services: services.map(({ name }) => name), networks: networks.map(({ name }) => name), volumes };
  for (const [key, all] of Object.entries(names))
    if (all.includes(INGRESS)) at.at(key, INGRESS).fault("must have another name: routes need this one");
}

/** The ingress reaches a service over a network that both are in. */
function checkReachable({ networks, networkOf }: ServiceModel, at: Place): void {
  if (networkOf !== undefined) at.fault(`must be given to service ${networkOf}, whose network and ports these are`);
  else if (networks.length === 0) at.fault("needs a network, by which the ingress reaches the service");
}

/** A host name and a path lead to one service, and what has one host name is on the same hosts. */
function checkHosts(routed: readonly ServiceModel[], at: Place): void {
  const all = routed.flatMap(({ name, hosts, routes = [] }) =>
    routes.map((route, index) => ({ ...route, name, hosts, index, isList: routes.length > 1 })),
  );
  all.forEach((one, position) => {
    const place = at.at(one.name, "x-berth", "route", ...(one.isList ? [one.index] : []));
    const others = all.slice(0, position).filter(({ host }) => host === one.host);
    const same = others.find(({ path }) => path === one.path);
    if (same !== undefined)
      place.fault(`has the same host and path as services.${same.name}.x-berth.route`, `${one.host}${one.path}`);
    const apart = others.find(({ hosts }) => hosts.join() !== one.hosts.join());
    if (apart !== undefined)
      place.fault(
        `must be on the same hosts as service ${apart.name}, which has this host name too: give both the same x-berth.hosts`,
        one.hosts,
      );
  });
}

/** The ingress publishes on every address, the loopback one too. */
function checkPorts({ ports, name }: ServiceModel, routed: string, at: Place): void {
  ports.forEach(({ host, protocol }, index) => {
    if (!INGRESS_PORTS.has(host) || protocol !== undefined) return;
    const instead = `publish another port, or give service ${name} an x-berth.route`;
    at.at(index).fault(`host port ${host} is the ingress', which the route of service ${routed} needs: ${instead}`);
  });
}
