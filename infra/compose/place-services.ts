import type { Place } from "./fault";
import type { ServiceModel } from "./service-model";

/** A service, and what of it says where it runs. */
export interface PlacedService {
  readonly service: Pick<ServiceModel, "name" | "dependsOn">;
  /** `x-berth.hosts`. */
  readonly asked: "all" | readonly number[] | undefined;
  /** Volumes and folders whose data can be in one place only. */
  readonly keeps: readonly string[];
}

/** Service → numbers of the hosts that it runs on, ascending. */
export type Placement = ReadonlyMap<string, readonly number[]>;

/**
 * Where each service runs. A network never leaves its host, so a service runs where all that it depends on runs; data is
 * in one place, so one that keeps a volume runs on the first of these only. `x-berth.hosts` narrows that down. With "own"
 * each service has a host for itself, and x-berth.hosts does not count.
 */
export function placeServices(services: readonly PlacedService[], hosts: number | "own", at: Place): Placement {
  if (hosts === "own") return onHostsOfTheirOwn(services);
  const placement = new Map<string, readonly number[]>();
  const every = Array.from({ length: hosts }, (_, index) => index + 1);
  const place = (name: string, trail: readonly string[]): readonly number[] => {
    const known = placement.get(name);
    const service = services.find((one) => one.service.name === name);
    if (known !== undefined || service === undefined || trail.includes(name)) return known ?? every;
    const needed = service.service.dependsOn.map((other) => ({
      other,
      hosts: place(other, [...trail, name]),
    }));
    const placed = placeOne({ service, needed, every }, at.at(name, "x-berth", "hosts"));
    placement.set(name, placed);
    return placed;
  };
  for (const { service } of services) place(service.name, []);
  return placement;
}

/** In the file's order, so that a service at its end leaves the others where they are. */
function onHostsOfTheirOwn(services: readonly PlacedService[]): Placement {
  return new Map(services.map(({ service: { name } }, index) => [name, [index + 1]]));
}

interface Placing {
  readonly service: PlacedService;
  readonly needed: readonly { readonly other: string; readonly hosts: readonly number[] }[];
  readonly every: readonly number[];
}

function placeOne({ service, needed, every }: Placing, at: Place): readonly number[] {
  const { asked, keeps } = service;
  const [volume] = keeps;
  if (asked !== undefined) return placeAsAsked({ asked, volume, needed, every }, at);
  const possible = every.filter((host) => needed.every(({ hosts }) => hosts.includes(host)));
  if (possible.length === 0) at.fault(`have none in common that run ${needed.map(({ other }) => other).join(" and ")}`);
  return volume === undefined ? possible : possible.slice(0, 1);
}

interface Asked extends Pick<Placing, "needed" | "every"> {
  readonly asked: "all" | readonly number[];
  /** One whose data can be in one place only. */
  readonly volume: string | undefined;
}

function placeAsAsked({ asked, volume, needed, every }: Asked, at: Place): readonly number[] {
  const wanted = asked === "all" ? every : [...asked].sort((a, b) => a - b);
  if (wanted.some((host) => !every.includes(host)))
    at.fault(`must be hosts that there are, 1 to ${every.length}: raise the config key hosts`, asked);
  if (volume !== undefined && wanted.length > 1) {
    const rule = `must be one: volume ${volume} can't be on several hosts, or give it x-berth: { per: host } if each has data of its own`;
    at.fault(rule, asked);
  }
  for (const { other, hosts } of needed) {
    const without = wanted.filter((host) => every.includes(host) && !hosts.includes(host));
    if (without.length === 0) continue;
    at.fault(`must be where ${other} runs, which it depends on and which is not on host ${without.join(", ")}`, asked);
  }
  return wanted;
}
