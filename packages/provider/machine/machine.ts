import { rm } from "node:fs/promises";
import { dirname } from "node:path";

import { noteDetached } from "../disk/attached-disk";
import { absolutePath, integer, mapOf, optional, port, record, secretText, text } from "../fields";
import { exists, removeIfEmpty } from "../file-presence";
import type { Operation, ResourceKind, State } from "../resource-kind";
import { runtimeFolderOf } from "../runtime-folder";
import type { Acceleration } from "./acceleration";
import { machineFiles } from "./machine-files";
import { machineDigest, type MachineInputs } from "./machine-inputs";
import { type MachineRecord, readRecord } from "./machine-record";
import { isRunning } from "./machine-status";
import { startMachine } from "./start-machine";
import { stopMachine } from "./stop-machine";

interface MachineOutputs {
  readonly bootId: string;
  readonly rootId: string;
  readonly acceleration: Acceleration;
}

/** How long the guest may take to shut down, by what it is for. */
export interface Graces {
  readonly restartMs: number;
  readonly deleteMs: number;
}

const address = { pattern: /^\d{1,3}(\.\d{1,3}){3}$/, meaning: "an IPv4 address" };
const guestPort = { pattern: /^[1-9]\d{0,4}$/, meaning: "a guest port" };
const macAddress = { pattern: /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/, meaning: "a MAC address in small letters" };
const credentialName = { pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]*$/, meaning: "letters, digits, _ . -" };
const kernelArgs = { pattern: /^[\x20-\x7e]*$/, meaning: "one line of printable ASCII" };

/** A restart waits for containers to end, up to half a minute under TCG; a deleted root may be switched off. */
export const machine = machineKind({ restartMs: 60_000, deleteMs: 12_000 });

/** A QEMU process in a session of its own, and its folder. */
export function machineKind(graces: Graces): ResourceKind<MachineInputs, MachineOutputs> {
  return {
    fields: {
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
    },
    replaceKeys: ["directory", "image", "userData", "credentials", "dataDisk"],
    deleteBeforeReplace: true,
    faults: ({ directory, dataDisk }) => {
      const reason = "must not be in the machine's directory: that is removed with the machine";
      return dataDisk.startsWith(`${directory}/`) ? [{ property: "dataDisk", reason }] : [];
    },
    drift: async ({ inputs, outputs }) => {
      const files = machineFiles(inputs.directory);
      const isSame = (await readRecord(files.record))?.bootId === outputs.bootId;
      return isSame && (await isRunning(files)) ? [] : ["bootId"];
    },
    // A restart keeps the root disk, so what lives on it need not be planned anew.
    planned: (_name, _news, old) => Promise.resolve(old === undefined ? {} : { rootId: old.outputs.rootId }),
    create: async (operation, inputs) => {
      const files = machineFiles(inputs.directory);
      const adopted = await runningAs(inputs);
      if (adopted !== undefined) return { id: inputs.directory, outputs: outputsOf(adopted) };
      await stopMachine(operation, files, graces.deleteMs);
      // Left over by a create that was killed: how far its first boot got is not known.
      await rm(files.overlay, { force: true });
      return { id: inputs.directory, outputs: outputsOf(await startMachine(operation, inputs)) };
    },
    update: async (operation, news) => {
      const adopted = await runningAs(news);
      if (adopted !== undefined) return outputsOf(adopted);
      await stopMachine(operation, machineFiles(news.directory), graces.restartMs);
      return outputsOf(await startMachine(operation, news));
    },
    delete: (operation, old) => remove(operation, old, graces.deleteMs),
    read: async ({ inputs, outputs }) => {
      if (!(await exists(inputs.directory))) return undefined;
      const files = machineFiles(inputs.directory);
      return (await isRunning(files)) ? outputs : { ...outputs, bootId: "" };
    },
  };
}

/** The record of the machine when it runs with exactly these inputs. */
async function runningAs(inputs: MachineInputs): Promise<MachineRecord | undefined> {
  const files = machineFiles(inputs.directory);
  const found = await readRecord(files.record);
  if (found?.digest !== machineDigest(inputs)) return undefined;
  return (await isRunning(files)) ? found : undefined;
}

async function remove(
  operation: Operation,
  { inputs }: State<MachineInputs, MachineOutputs>,
  graceMs: number,
): Promise<void> {
  const { directory, dataDisk } = inputs;
  await stopMachine(operation, machineFiles(directory), graceMs);
  await noteDetached(dataDisk);
  await rm(directory, { recursive: true, force: true });
  await rm(runtimeFolderOf(directory), { recursive: true, force: true });
  await removeIfEmpty(dirname(runtimeFolderOf(directory)));
  await removeIfEmpty(dirname(directory));
}

function outputsOf({ bootId, rootId, acceleration }: MachineRecord): MachineOutputs {
  return { bootId, rootId, acceleration };
}
