import type { ComposeFile } from "./compose-schema";
import { DEFAULT_MEMORY_MIB } from "./defaults";
import type { Place } from "./fault";
import type { Placement } from "./place-services";
import type { ServiceFile } from "./service-schema";

/** What the kernel, systemd and the Docker daemon need for themselves. */
const RESERVED_MIB = 256;

type Services = readonly (readonly [string, ServiceFile])[];

/** What the services' hosts are like, and which service is on which. */
interface Hosts {
  readonly memoryMiB: number;
  readonly placement: Placement;
  /** Each service has a host of its own, without Docker. */
  readonly areOwn: boolean;
}

/** The rules between the parts of a file; goes on with what could be read when some of it could not. */
export function checkAcross(file: ComposeFile, hosts: Hosts, at: Place): void {
  const services = Object.entries(file.services ?? {});
  if (services.length === 0 && file.services !== undefined) at.at("services").fault("must have at least one service");
  for (const [name, service] of services) checkService({ service, file }, at.at("services").at(name));
  checkOncePerHost(services, at.at("services"));
  checkCycles(services, at.at("services"));
  checkMemory(services, hosts, at.at("services"));
  if (hosts.areOwn) checkRunsAlone(services, at.at("services"));
}

function checkService({ service, file }: { service: ServiceFile; file: ComposeFile }, at: Place): void {
  checkKnown(service.networks, file.networks, { kind: "networks", at });
  checkKnown(service.secrets, file.secrets, { kind: "secrets", at });
  checkKnown(
    service.volumes?.map(({ volume }) => volume),
    file.volumes,
    { kind: "volumes", at },
  );
  for (const other of Object.keys(service.depends_on ?? {})) {
    if (!Object.hasOwn(file.services ?? {}, other))
      at.at("depends_on").at(other).fault("must be a service of this file");
  }
  if (service.ports !== undefined) checkReachable(service.networks ?? [], file, at.at("networks"));
  checkCapabilities(service, at.at("cap_add"));
  checkTargets(service, at);
  checkHealthcheck(service, at.at("healthcheck"));
}

function checkReachable(networks: readonly string[], file: ComposeFile, at: Place): void {
  if (networks.some((network) => file.networks?.[network]?.internal !== true)) return;
  at.fault("must have one that is not internal, the service has ports", networks);
}

function checkCapabilities({ user, cap_add: capabilities }: ServiceFile, at: Place): void {
  if (user === undefined || user.startsWith("0:") || capabilities === undefined || capabilities.length === 0) return;
  at.fault(`has no effect for user ${user}: a capability needs user 0`, capabilities);
}

function checkKnown(
  names: readonly string[] | undefined,
  known: object | undefined,
  { kind, at }: { kind: string; at: Place },
): void {
  for (const [index, name] of (names ?? []).entries()) {
    if (!Object.hasOwn(known ?? {}, name)) at.at(kind).at(index).fault(`must be declared in ${kind}`, name);
  }
}

function checkTargets(service: ServiceFile, at: Place): void {
  const volumes = new Set(service.volumes?.map(({ target }) => target));
  for (const [index, { target }] of (service.tmpfs ?? []).entries()) {
    if (volumes.has(target)) at.at("tmpfs").at(index).fault("must not be where a volume is mounted", target);
  }
}

function checkHealthcheck({ healthcheck }: ServiceFile, at: Place): void {
  const { interval, timeout } = healthcheck ?? {};
  if (interval !== undefined && timeout !== undefined && timeout > interval)
    at.at("timeout").fault("must not be longer than interval");
}

/** Host ports, users and volumes that only one service can have. */
function checkOncePerHost(services: Services, at: Place): void {
  const owners = new Map<string, string>();
  const claim = (thing: string, name: string, { place, rule }: { place: Place; rule: string }): void => {
    const owner = owners.get(thing);
    if (owner === undefined) owners.set(thing, name);
    else if (owner !== name) place.fault(rule.replace("%", owner));
  };
  for (const [name, { ports, user, volumes }] of services) {
    for (const [index, { host }] of (ports ?? []).entries()) {
      claim(`port ${host}`, name, {
        place: at.at(name).at("ports").at(index),
        rule: `host port ${host} is taken by service %`,
      });
    }
    for (const [index, { volume }] of (volumes ?? []).entries()) {
      claim(`volume ${volume}`, name, {
        place: at.at(name).at("volumes").at(index),
        rule: `volume ${volume} is that of service %`,
      });
    }
    if (user === undefined) continue;
    claim(`user ${user.split(":")[0]}`, name, {
      place: at.at(name).at("user"),
      rule: "must differ from that of service %: pids_limit counts a user's processes",
    });
  }
}

function checkCycles(services: Services, at: Place): void {
  const needs = new Map(services.map(([name, { depends_on }]) => [name, Object.keys(depends_on ?? {})]));
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    if (trail.includes(name)) {
      const cycle = [...trail.slice(trail.indexOf(name)), name];
      at.at(trail.at(-1) ?? name)
        .at("depends_on")
        .at(name)
        .fault(`must not lead back: ${cycle.join(" → ")}`);
      return;
    }
    if (done.has(name)) return;
    for (const next of needs.get(name) ?? []) visit(next, [...trail, name]);
    done.add(name);
  };
  for (const name of needs.keys()) visit(name, []);
}

function checkRunsAlone(services: Services, at: Place): void {
  for (const [name, service] of services) {
    if (service.user?.startsWith("0:") === true)
      at.at(name)
        .at("user")
        .fault(
          "must not be 0 with runtime vms: the machine's own work is root's, and can't be told from it",
          service.user,
        );
    if (service["x-berth"]?.systemd !== undefined) continue;
    at.at(name).at("x-berth").at("systemd").fault("must be given: the stack's runtime is vms, without Docker");
  }
}

function checkMemory(services: Services, { memoryMiB, placement }: Hosts, at: Place): void {
  const sums = new Map<number, number>();
  for (const [name, { mem_limit: limit = DEFAULT_MEMORY_MIB }] of services)
    for (const host of placement.get(name) ?? []) sums.set(host, (sums.get(host) ?? 0) + limit);
  const most = Math.max(0, ...sums.values());
  if (most <= memoryMiB - RESERVED_MIB) return;
  at.fault(
    `mem_limit of all services is ${most} MiB, the host has ${memoryMiB} MiB and keeps ${RESERVED_MIB} for itself: lower them or raise memoryMiB`,
  );
}
