import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { MachineOutputs } from "@berth/resources/local-types";

import { noteDetached } from "../disk/attached-disk";
import { exists, removeIfEmpty } from "../file-presence";
import type { Operation, ResourceKind, State } from "../resource-kind";
import { runtimeFolderOf } from "../runtime-folder";
import { machinePower } from "../snapshot/machine-power";
import { discardSnapshot } from "../snapshot/snapshot-record";
import { wakeMachine } from "../snapshot/wake-machine";
import { changeForwards } from "./change-forwards";
import { machineFaults, machineFields } from "./machine-fields";
import { machineFiles, type MachineFiles } from "./machine-files";
import { machineDigest, type MachineInputs } from "./machine-inputs";
import { type MachineRecord, readRecord } from "./machine-record";
import { isRunning } from "./machine-status";
import { startMachine } from "./start-machine";
import { stopMachine } from "./stop-machine";

type MachineState = State<MachineInputs, MachineOutputs>;

/** How long the guest may take to shut down, by what it is for. */
export interface Graces {
  readonly restartMs: number;
  readonly deleteMs: number;
}

/** A restart waits for containers to end, up to half a minute under TCG; a deleted root may be switched off. */
export const machine = machineKind({ restartMs: 60_000, deleteMs: 12_000 });

/** A QEMU process in a session of its own, and its folder. */
export function machineKind({ restartMs, deleteMs }: Graces): ResourceKind<MachineInputs, MachineOutputs> {
  return {
    fields: machineFields,
    replaceKeys: ["directory", "image", "userData", "credentials", "dataDisk"],
    deleteBeforeReplace: true,
    faults: machineFaults,
    drift,
    planned: (_urn, news, old) => (old === undefined ? Promise.resolve({}) : planned(news, old)),
    create: async (operation, inputs) => ({
      id: inputs.directory,
      outputs: outputsOf(await create(operation, inputs, deleteMs)),
    }),
    update: async (operation, news, { inputs: olds }) =>
      outputsOf(await update(operation, news, { olds, graceMs: restartMs })),
    delete: (operation, old) => remove(operation, old, deleteMs),
    read,
  };
}

async function drift({ inputs, outputs }: MachineState): Promise<readonly (keyof MachineOutputs)[]> {
  const files = machineFiles(inputs.directory);
  const isSame = (await readRecord(files.record))?.bootId === outputs.bootId;
  return isSame && (await isUp(files)) ? [] : ["bootId"];
}

/** A restart keeps the root disk, so what lives on it need not be planned again; a change of ports is not even a restart. */
async function planned(news: MachineInputs, old: MachineState): Promise<Partial<MachineOutputs>> {
  const isInPlace = digestWithoutPorts(news) === digestWithoutPorts(old.inputs) && (await drift(old)).length === 0;
  return isInPlace ? old.outputs : { rootId: old.outputs.rootId };
}

async function create(operation: Operation, inputs: MachineInputs, graceMs: number): Promise<MachineRecord> {
  const files = machineFiles(inputs.directory);
  const adopted = await runningAs(inputs);
  if (adopted !== undefined) return adopted;
  await stopMachine(operation, files, graceMs);
  // Left over by a create that was killed: how far its first boot got is not known.
  await discardSnapshot(files);
  await rm(files.overlay, { force: true });
  return startMachine(operation, inputs);
}

/** A stopped machine goes on from its memory first: the guest shuts down in order where a restart is needed. */
async function update(
  operation: Operation,
  news: MachineInputs,
  { olds, graceMs }: { olds: MachineInputs; graceMs: number },
): Promise<MachineRecord> {
  const files = machineFiles(news.directory);
  await wakeMachine(operation, files);
  const adopted = await runningAs(news);
  if (adopted !== undefined) return adopted;
  const record = digestWithoutPorts(news) === digestWithoutPorts(olds) ? await runningAs(olds) : undefined;
  if (record?.launch !== undefined) return changeForwards(operation, news, { files, record });
  await stopMachine(operation, files, graceMs);
  return startMachine(operation, news);
}

async function remove(operation: Operation, { inputs }: MachineState, graceMs: number): Promise<void> {
  const { directory, dataDisk } = inputs;
  await stopMachine(operation, machineFiles(directory), graceMs);
  await noteDetached(dataDisk);
  await rm(directory, { recursive: true, force: true });
  await rm(runtimeFolderOf(directory), { recursive: true, force: true });
  await removeIfEmpty(dirname(runtimeFolderOf(directory)));
  await removeIfEmpty(dirname(directory));
}

async function read({ inputs, outputs }: MachineState): Promise<MachineOutputs | undefined> {
  if (!(await exists(inputs.directory))) return undefined;
  return (await isUp(machineFiles(inputs.directory))) ? outputs : { ...outputs, bootId: "" };
}

/** The record of the machine when it runs with exactly these inputs. */
async function runningAs(inputs: MachineInputs): Promise<MachineRecord | undefined> {
  const files = machineFiles(inputs.directory);
  const found = await readRecord(files.record);
  if (found?.digest !== machineDigest(inputs)) return undefined;
  return (await isUp(files)) ? found : undefined;
}

/** Its process is there, no stop and no start of it was killed half-way, and the guest has not died in it. */
async function isUp(files: MachineFiles): Promise<boolean> {
  return (await machinePower(files)) === "running" && (await isRunning(files));
}

function digestWithoutPorts(inputs: MachineInputs): string {
  return machineDigest({ ...inputs, hostPorts: {} });
}

function outputsOf({ bootId, rootId, acceleration }: MachineRecord): MachineOutputs {
  return { bootId, rootId, acceleration };
}
