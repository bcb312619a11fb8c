import { createHash } from "node:crypto";
import type { Port, Project } from "@berth/compose";
import type { Place } from "./fault";
import type { PortModel } from "./service-model";
import { replicasOf } from "./take-runtime-keys";
import { given } from "./with-values";

/** TCP ports of the host's own: SSH and the Docker daemon. */
const RESERVED = new Set([22, 2375, 2376]);
const HIGHEST = 65_535;
/** Where a port is chosen of which the file leaves the host's side open: below Linux's ephemeral range. */
const CHOSEN = { first: 20_000, count: 10_000 };
/** Each is a rule of the host's firewall and a forward of a local machine. */
const MOST_PORTS = 1_000;
const EVERY_ADDRESS = new Set(["0.0.0.0", "::", ""]);
const LOOPBACK = /^(127(\.\d{1,3}){3}|::1)$/;

/** A port whose number on the host is one of several. */
interface Wanted {
  readonly service: string;
  readonly port: Port;
  readonly at: Place;
  /** Of the numbers that the file gives; undefined: it gives none. */
  readonly range: { readonly first: number; readonly last: number } | undefined;
  /** Which of several containers; undefined: there is one. */
  readonly replica: number | undefined;
}

/**
 * The published ports of each service. One that the file leaves open gets a number that depends on the service and the port, so that it
 * stays the same at every `up`, unless another port of the project has it. The containers of a service share out a range, one port each.
 */
export function takePorts({ services }: Project, at: Place): ReadonlyMap<string, readonly PortModel[]> {
  const wanted = Object.entries(services).flatMap(([name, service]) =>
    service.ports.flatMap((port, index) =>
      wantedPorts({ service: name, port, at: at.at("services", name, "ports", index) }, replicasOf(service)),
    ),
  );
  if (wanted.length > MOST_PORTS)
    at.at("services").fault(`publish ${wanted.length} ports, more than ${MOST_PORTS}: publish smaller ranges`);
  const taken = new Set(
    wanted.flatMap((one) => {
      const fixed = fixedPort(one);
      return fixed === undefined ? [] : [key(one.port, fixed)];
    }),
  );
  const models = new Map<string, PortModel[]>(Object.keys(services).map((service) => [service, []]));
  for (const one of wanted) {
    const host = hostPort(one, taken);
    if (host === undefined) continue;
    taken.add(key(one.port, host));
    const own = models.get(one.service) ?? [];
    const model = portModel(one, host);
    if (!own.some((other) => isSame(other, model))) own.push(model);
  }
  return models;
}

/** One for each container. */
function wantedPorts(one: Pick<Wanted, "service" | "port" | "at">, replicas: number): readonly Wanted[] {
  const { port, at } = one;
  const { target, protocol } = port;
  const before = at.faults.length;
  if (protocol !== "tcp" && protocol !== "udp") at.fault("must be tcp or udp: firewalls know no others", protocol);
  if (!isPort(target)) at.fault(`must have a target from 1 to ${HIGHEST}`, target);
  checkAddress(port, at);
  const range = rangeOf(port, at);
  const count = range === undefined ? replicas : range.last - range.first + 1;
  if (range !== undefined && count < replicas)
    at.fault(
      `can't be published by ${replicas} containers: give a range of ${replicas} host ports, such as "${range.first}-${range.first + replicas - 1}:${target}", leave the host's port out, or lead to them with an x-berth.route`,
      port.published,
    );
  if (at.faults.length > before) return [];
  if (replicas <= 1) return [{ ...one, range, replica: undefined }];
  return Array.from({ length: replicas }, (_, index) => ({ ...one, range, replica: index + 1 }));
}

function checkAddress({ host_ip: hostIp = "" }: Port, at: Place): void {
  if (EVERY_ADDRESS.has(hostIp) || LOOPBACK.test(hostIp)) return;
  at.fault(
    "is not an address of a host here, the platform chooses those: leave it out to open the port on every one, or give 127.0.0.1 to open it to the host alone",
    hostIp,
  );
}

function rangeOf(port: Port, at: Place): Wanted["range"] {
  const { published = "" } = port;
  if (published === "" || published === "0") return undefined;
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(published) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (![first, last].every(isPort) || first > last)
    return at.fault(`must be published as a port or a range from 1 to ${HIGHEST}`, published);
  if (first === last && isReserved(port, first))
    return at.fault(`host port ${first} is the host's own: publish another one`);
  return { first, last };
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= HIGHEST;
}

/** The one number that the file leaves. */
function fixedPort({ range }: Wanted): number | undefined {
  return range?.first === range?.last ? range?.first : undefined;
}

function isReserved({ protocol }: Port, host: number): boolean {
  return protocol === "tcp" && RESERVED.has(host);
}

function key({ protocol }: Port, host: number): string {
  return `${host}/${protocol}`;
}

/** Undefined when every port of the range is taken, which is reported. */
function hostPort(wanted: Wanted, taken: ReadonlySet<string>): number | undefined {
  const { port, range, at, replica } = wanted;
  const fixed = fixedPort(wanted);
  if (fixed !== undefined) return fixed;
  const host = candidates(wanted).find((one) => !taken.has(key(port, one)) && !isReserved(port, one));
  const how = range === undefined ? "which is chosen here" : "the first of the range that is free";
  if (host === undefined) at.fault("must have a port in its range that no other one has", port.published);
  else at.notice(`is open on ${host}${replica === undefined ? "" : ` for container ${replica}`}, ${how}`);
  return host;
}

function candidates({ service, port: { target, protocol }, range }: Wanted): readonly number[] {
  if (range !== undefined)
    return Array.from({ length: range.last - range.first + 1 }, (_, index) => range.first + index);
  const start = createHash("sha256").update(`${service}:${target}/${protocol}`).digest().readUInt32BE(0);
  return Array.from({ length: CHOSEN.count }, (_, index) => CHOSEN.first + ((start + index) % CHOSEN.count));
}

function portModel(wanted: Wanted, host: number): PortModel {
  const { port, range, at, replica } = wanted;
  const { target, protocol, host_ip: hostIp = "" } = port;
  const isInside = LOOPBACK.test(hostIp);
  if (isInside) at.notice("is open to the host itself alone: it is neither in its firewall nor in the outputs");
  return {
    host,
    container: target,
    ...(protocol === "udp" ? { protocol } : {}),
    // Networks are IPv4.
    ...(isInside ? { hostIp: hostIp === "::1" ? "127.0.0.1" : hostIp } : {}),
    ...given({ replica }),
    ...(range === undefined ? { chosen: true } : {}),
  };
}

function isSame(a: PortModel, b: PortModel): boolean {
  return a.host === b.host && a.container === b.container && a.protocol === b.protocol && a.hostIp === b.hostIp;
}
