import type { AddressInputs, AddressOutputs } from "@berth/resources/local-types";
import { type Fault, list, optional, port, record } from "../fields";
import type { ResourceKind } from "../resource-kind";
import { portTrouble, requireFreePort } from "./host-port";
import { firstPort, loopbackOf, portCandidates, portCount } from "./loopback";

interface PortInput {
  readonly guest: number;
  readonly host?: number;
}

/** Lives in the state; ports that it has given stay given. */
export const address: ResourceKind<AddressInputs, AddressOutputs> = {
  fields: { ports: list(record({ guest: port, host: optional(port) })) },
  replaceKeys: [],
  faults: ({ ports }) =>
    [
      ...repeated(ports, "guest").map((reason) => ({ property: "ports", reason })),
      ...repeated(ports, "host").map((reason) => ({ property: "ports", reason })),
    ] satisfies Fault[],
  planned: (_name, news, old) => Promise.resolve(old === undefined ? {} : plannedOutputs(news.ports, old.outputs)),
  create: async (operation, { ports }) => {
    const own = loopbackOf(seedOf(operation.urn), process.platform);
    return { id: own, outputs: { address: own, hostPorts: await hostPorts(seedOf(operation.urn), own, ports, {}) } };
  },
  update: async (operation, { ports }, { outputs }) => ({
    address: outputs.address,
    hostPorts: await hostPorts(seedOf(operation.urn), outputs.address, ports, outputs.hostPorts),
  }),
  delete: () => Promise.resolve(),
};

/** Ports that the address already has for these inputs, by guest port. */
export function keptPorts(
  ports: readonly PortInput[],
  given: Readonly<Record<string, number>>,
): Record<string, number> {
  const kept = ports.flatMap(({ guest, host }): [string, number][] => {
    const had = given[String(guest)];
    return had !== undefined && (host ?? had) === had ? [[String(guest), had]] : [];
  });
  return Object.fromEntries(kept);
}

/** Two checkouts of a project have the same URNs: the folder that an engine starts a plugin in tells them apart. */
export function seedOf(urn: string): string {
  return `${process.cwd()} ${urn}`;
}

function plannedOutputs(ports: readonly PortInput[], old: AddressOutputs): Partial<AddressOutputs> {
  const kept = keptPorts(ports, old.hostPorts);
  const complete = Object.keys(kept).length === ports.length;
  return complete ? { address: old.address, hostPorts: kept } : { address: old.address };
}

async function hostPorts(
  seed: string,
  own: string,
  ports: readonly PortInput[],
  given: Readonly<Record<string, number>>,
): Promise<Record<string, number>> {
  const result = keptPorts(ports, given);
  const taken = new Set([...Object.values(result), ...ports.flatMap(({ host }) => host ?? [])]);
  for (const { guest, host } of ports) {
    if (result[String(guest)] !== undefined) continue;
    if (host !== undefined && !Object.values(given).includes(host))
      await requireFreePort(own, host, `host port for guest port ${guest}`);
    const chosen = host ?? (await freePort(seed, own, { guest, taken }));
    taken.add(chosen);
    result[String(guest)] = chosen;
  }
  return result;
}

async function freePort(seed: string, own: string, want: { guest: number; taken: Set<number> }): Promise<number> {
  for (const candidate of portCandidates(seed, want.guest)) {
    if (!want.taken.has(candidate) && (await portTrouble(own, candidate)) === undefined) return candidate;
  }
  throw new Error(
    `no free port from ${firstPort} to ${firstPort + portCount - 1} on ${own} for guest port ${want.guest}`,
  );
}

function repeated(ports: readonly PortInput[], key: "guest" | "host"): readonly string[] {
  const values = ports.flatMap((port) => port[key] ?? []);
  const twice = new Set(values.filter((value, index) => values.indexOf(value) !== index));
  return [...twice].map((value) => `${key} port ${value} is there twice`);
}
