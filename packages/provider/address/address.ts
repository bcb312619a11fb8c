import type { AddressInputs, AddressOutputs } from "@berth/resources/local-types";
import { type Fault, list, oneOf, optional, port, record } from "../fields";
import type { ResourceKind } from "../resource-kind";
import { portTrouble, requireFreePort } from "./host-port";
import { firstPort, loopbackOf, portCandidates, portCount } from "./loopback";

type PortInput = AddressInputs["ports"][number];

/** Lives in the state; ports that it has given stay given. */
export const address: ResourceKind<AddressInputs, AddressOutputs> = {
  fields: { ports: list(record({ guest: port, protocol: optional(oneOf("udp")), host: optional(port) })) },
  replaceKeys: [],
  faults: ({ ports }) =>
    [
      ...repeated("guest", ports.map(nameOf)),
      ...repeated(
        "host",
        ports.flatMap(({ host, protocol }) => (host === undefined ? [] : [nameOf({ guest: host, protocol })])),
      ),
    ] satisfies Fault[],
  // What needs a port is then known in a preview, and changes in place; a port that is taken is refused there.
  planned: async (urn, { ports }, old) => (old === undefined ? {} : moved(urn, ports, old.outputs)),
  create: async ({ urn }, { ports }) => {
    const own = loopbackOf(seedOf(urn), process.platform);
    return { id: own, outputs: await moved(urn, ports, { address: own, hostPorts: {} }) };
  },
  update: ({ urn }, { ports }, { outputs }) => moved(urn, ports, outputs),
  delete: () => Promise.resolve(),
};

/** Ports that the address already has for these inputs, by guest port. */
export function keptPorts(
  ports: readonly PortInput[],
  given: Readonly<Record<string, number>>,
): Record<string, number> {
  const kept = ports.flatMap((port): [string, number][] => {
    const had = given[nameOf(port)];
    return had !== undefined && (port.host ?? had) === had ? [[nameOf(port), had]] : [];
  });
  return Object.fromEntries(kept);
}

/** Two checkouts of a project have the same URNs: the folder that an engine starts a plugin in distinguishes them. */
export function seedOf(urn: string): string {
  return `${process.cwd()} ${urn}`;
}

async function moved(urn: string, ports: readonly PortInput[], old: AddressOutputs): Promise<AddressOutputs> {
  return { address: old.address, hostPorts: await hostPorts(seedOf(urn), ports, old) };
}

async function hostPorts(
  seed: string,
  ports: readonly PortInput[],
  { address: own, hostPorts: given }: AddressOutputs,
): Promise<Record<string, number>> {
  const result = keptPorts(ports, given);
  const taken = new Set([...Object.values(result), ...ports.flatMap(({ host }) => host ?? [])]);
  for (const wanted of ports) {
    const [guest, { host }] = [nameOf(wanted), wanted];
    if (result[guest] !== undefined) continue;
    if (host !== undefined && !Object.values(given).includes(host))
      await requireFreePort({ address: own, port: host, guest });
    const chosen = host ?? (await freePort(seed, own, { guest, taken }));
    taken.add(chosen);
    result[guest] = chosen;
  }
  return result;
}

async function freePort(
  seed: string,
  own: string,
  { guest, taken }: { guest: string; taken: Set<number> },
): Promise<number> {
  for (const port of portCandidates(seed, guest)) {
    if (!taken.has(port) && (await portTrouble({ address: own, port, guest })) === undefined) return port;
  }
  throw new Error(`no free port from ${firstPort} to ${firstPort + portCount - 1} on ${own} for guest port ${guest}`);
}

/** As in `hostPorts`: "80", or "53/udp". */
function nameOf({ guest, protocol }: { readonly guest: number; readonly protocol?: "udp" | undefined }): string {
  return protocol === undefined ? String(guest) : `${guest}/${protocol}`;
}

function repeated(of: "guest" | "host", names: readonly string[]): readonly Fault[] {
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((name) => ({ property: "ports", reason: `${of} port ${name} is there twice` }));
}
