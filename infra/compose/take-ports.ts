import { createHash } from "node:crypto";
import type { Port } from "@berth/compose";
import type { Place } from "./fault";
import type { PortModel } from "./service-model";

/** The host's own: SSH and the Docker daemon. */
const RESERVED = new Set([22, 2375, 2376]);
const FIRST_CHOSEN = 20_000;
const CHOSEN_COUNT = 10_000;
const EVERY_ADDRESS = new Set(["0.0.0.0", "::", ""]);

/** The ports of a service; an open one gets a number that depends on the service and the port alone, so that it stays. */
export function takePorts(service: string, ports: readonly Port[], at: Place): readonly PortModel[] {
  return ports.flatMap((port, index): PortModel[] => {
    const taken = takePort(service, port, at.at("ports", index));
    return taken === undefined ? [] : [taken];
  });
}

function takePort(service: string, port: Port, at: Place): PortModel | undefined {
  const { target, published = "", protocol } = port;
  if (protocol !== "tcp" && protocol !== "udp")
    return at.fault("must be tcp or udp: firewalls know no others", protocol);
  const [, first = "0", last] = /^(\d+)(?:-(\d+))?$/.exec(published) ?? [];
  const given = Number(first);
  if (last !== undefined) at.notice(`is open on ${first}, the first of the range`);
  if (RESERVED.has(given)) return at.fault(`host port ${given} is the host's own: publish another one`);
  const host = given === 0 ? chosenPort(service, port) : given;
  if (given === 0) at.notice(`is open on ${host}, which is chosen here`);
  return {
    host,
    container: target,
    ...(protocol === "udp" ? { protocol } : {}),
    ...addressOf(port),
    ...(given === 0 ? { chosen: true } : {}),
  };
}

function addressOf({ host_ip: hostIp = "" }: Port): Pick<PortModel, "hostIp"> {
  return EVERY_ADDRESS.has(hostIp) ? {} : { hostIp };
}

function chosenPort(service: string, { target, protocol }: Port): number {
  const digest = createHash("sha256").update(`${service}:${target}/${protocol}`).digest();
  return FIRST_CHOSEN + (digest.readUInt32BE(0) % CHOSEN_COUNT);
}
