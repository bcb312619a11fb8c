import {
  absolutePath,
  type Fault,
  type Fields,
  integer,
  mapOf,
  optional,
  port,
  record,
  secretText,
  text,
} from "../fields";
import type { MachineInputs } from "./machine-inputs";

const address = { pattern: /^\d{1,3}(\.\d{1,3}){3}$/, meaning: "an IPv4 address" };
/** Names of a guest's ports. */
export const guestPort = { pattern: /^[1-9]\d{0,4}(\/udp)?$/, meaning: 'a guest port such as "80" or "53/udp"' };
const macAddress = { pattern: /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/, meaning: "a MAC address in small letters" };
const credentialName = { pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]*$/, meaning: "letters, digits, _ . -" };
const kernelArgs = { pattern: /^[\x20-\x7e]*$/, meaning: "one line of printable ASCII" };

/** The inputs of a machine and their rules. */
export const machineFields: Fields<MachineInputs> = {
  directory: absolutePath,
  image: record({
    digest: text({ pattern: /^[0-9a-f]{64}$/, meaning: "a hex SHA-256" }),
    rootDisk: absolutePath,
    kernel: optional(absolutePath),
    initrd: optional(absolutePath),
  }),
  kernelArgs: text(kernelArgs),
  cpus: integer(1, 64),
  memoryMiB: integer(256, 1024 * 1024),
  userData: text(),
  credentials: mapOf(credentialName, secretText()),
  dataDisk: absolutePath,
  address: text(address),
  hostPorts: mapOf(guestPort, port),
  network: optional(record({ socket: absolutePath, mac: text(macAddress) })),
};

/** Faults that one input alone can't show. */
export function machineFaults({ directory, dataDisk }: MachineInputs): readonly Fault[] {
  const reason = "must not be in the machine's directory: that is removed with the machine";
  return dataDisk.startsWith(`${directory}/`) ? [{ property: "dataDisk", reason }] : [];
}
