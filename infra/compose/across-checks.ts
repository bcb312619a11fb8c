import { areOverlapping } from "./are-overlapping";
import type { Place } from "./fault";
import { isMountTarget } from "./scalars";
import type { ComposeModel, PortModel, ServiceModel } from "./service-model";

/** What the kernel, systemd and the Docker daemon need for themselves. */
const RESERVED_MIB = 256;

/** What the services' hosts are like. */
interface Hosts {
  readonly memoryMiB: number;
  /** Each service has a host of its own, without Docker. */
  readonly areOwn: boolean;
  /** Whether the file itself limits the memory of a service. */
  readonly isLimited: (service: string) => boolean;
}

/** Berth's own rules between the parts of a project. */
export function checkAcross(model: ComposeModel, hosts: Hosts, at: Place): void {
  if (model.services.length === 0) at.at("services").fault("must have at least one service");
  checkPorts(model.services, at.at("services"));
  checkReach(model, at.at("services"));
  checkSubnets(model, at.at("networks"));
  checkMemory(model.services, hosts, at.at("services"));
  if (hosts.areOwn) for (const service of model.services) checkRunsAlone(service, at.at("services", service.name));
}

/** Two ports clash where one number, protocol and address of one host would lead to both. */
function checkPorts(services: readonly ServiceModel[], at: Place): void {
  const all = services.flatMap(({ name, hosts, ports }) => ports.map((port, index) => ({ name, hosts, port, index })));
  all.forEach((one, position) => {
    const clash = all.slice(0, position).find((other) => {
      return one.hosts.some((host) => other.hosts.includes(host)) && areSame(one.port, other.port);
    });
    if (clash === undefined) return;
    const owner = clash.name === one.name ? `ports[${clash.index}]` : `service ${clash.name}`;
    at.at(one.name, "ports", one.index).fault(`host port ${one.port.host} is taken by ${owner}`);
  });
}

/** A port on every address is on each of them. */
function areSame(a: PortModel, b: PortModel): boolean {
  const meets = a.hostIp === undefined || b.hostIp === undefined || a.hostIp === b.hostIp;
  return a.host === b.host && a.protocol === b.protocol && meets;
}

/** Docker refuses the second of two networks of a host whose subnets overlap. */
function checkSubnets({ networks, services }: ComposeModel, at: Place): void {
  const hostsOf = (network: string) =>
    services.filter((service) => service.networks.includes(network)).flatMap(({ hosts }) => hosts);
  const fixed = networks.flatMap(({ name, subnet }) => (subnet === undefined ? [] : [{ name, subnet }]));
  fixed.forEach(({ name, subnet }, position) => {
    const clash = fixed.slice(0, position).find((other) => {
      const share = hostsOf(name).some((host) => hostsOf(other.name).includes(host));
      return share && areOverlapping(subnet, other.subnet);
    });
    if (clash === undefined) return;
    at.at(name, "ipam", "config").fault(`must not overlap ${clash.subnet} of network ${clash.name}`, subnet);
  });
}

/** A dependency that shares no network can be waited for, not reached. */
function checkReach({ services, networks }: ComposeModel, at: Place): void {
  const outward = new Set(networks.flatMap(({ name, internal }) => (internal ? [] : [name])));
  for (const service of services) {
    const isOutward = service.networks.some((name) => outward.has(name));
    if (service.ports.length > 0 && !isOutward && service.networkOf === undefined)
      at.at(service.name, "networks").fault(
        "must have one that is not internal, the service has ports",
        service.networks,
      );
    for (const other of services.filter(({ name }) => service.dependsOn.includes(name)))
      if (areApart(service, other))
        at.at(service.name, "depends_on", other.name).notice(
          "can be waited for, not reached: the two share no network",
        );
  }
}

/** Whether both have networks, and none in common. */
function areApart({ networks: ones }: ServiceModel, { networks: others }: ServiceModel): boolean {
  return ones.length > 0 && others.length > 0 && !ones.some((name) => others.includes(name));
}

function checkRunsAlone(service: ServiceModel, at: Place): void {
  const { systemd, build, healthcheck } = service;
  if (systemd === undefined)
    at.at("x-berth", "systemd").fault("must be given: the stack's runtime is vms, without Docker");
  if (build === undefined)
    at.at("build").fault("must be given: runtime vms takes the service's files from its build context");
  if (healthcheck === undefined || healthcheck.test.length < 2)
    at.at("healthcheck").fault("must have a test: there is no image that brings one with runtime vms");
  checkUser(service.user, at.at("user"));
  for (const [index, { target }] of service.volumes.entries())
    if (!isMountTarget(target))
      at.at("volumes", index).fault("must be a path that is free to be mounted over with runtime vms", target);
}

function checkUser(user: string | undefined, at: Place): void {
  if (!/^\d{1,5}:\d{1,5}$/.test(user ?? ""))
    at.fault('must be numbers "uid:gid" such as "10001:10001" with runtime vms', user);
  if (user?.startsWith("0:") === true)
    at.fault("must not be 0 with runtime vms: root does the machine's own work, and no rule separates the two", user);
}

function checkMemory(services: readonly ServiceModel[], { memoryMiB, isLimited }: Hosts, at: Place): void {
  const sums = new Map<number, number>();
  for (const { name, hosts, memoryMiB: limit, replicas = 1 } of services)
    for (const host of hosts) sums.set(host, (sums.get(host) ?? 0) + (isLimited(name) ? limit * replicas : 0));
  const most = Math.max(0, ...sums.values());
  if (most <= memoryMiB - RESERVED_MIB) return;
  at.fault(
    `mem_limit of all services is ${most} MiB, the host has ${memoryMiB} MiB and keeps ${RESERVED_MIB} for itself: lower them or raise memoryMiB`,
  );
}
