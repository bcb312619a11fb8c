import { mkdir, readFile, rm, writeFile } from "node:fs/promises";

import { exists } from "../file-presence";
import { launchQemu } from "../machine/launch-qemu";
import type { MachineFiles } from "../machine/machine-files";
import { findMachineProcess, waitForExit } from "../machine/machine-process";
import { type Launch, readRecord } from "../machine/machine-record";
import { qemuVersion } from "../machine/preflight";
import { Qmp } from "../machine/qmp";
import type { Operation } from "../resource-kind";
import { lastLines } from "@berth/process/last-lines";
import { makeRuntimeFolder } from "../runtime-folder";
import { credentialPaths, incomingArgv } from "./launch-argv";
import { machinePower } from "./machine-power";
import { continueGuest, loadMemory } from "./migration";
import { snapshotFaults } from "./snapshot-faults";
import { discardSnapshot, readSnapshot, revokeSnapshot } from "./snapshot-record";

/** QEMU answers once its devices are set up: a second, more on a computer that is busy. */
const startLimitMs = 60_000;
const answerLimitMs = 20_000;
const endLimitMs = 10_000;

export type Waking = Pick<Operation, "name" | "signal" | "progress" | "warn">;

/**
 * Has a machine go on from its saved memory, or from where a stop or a start was killed. Resolves to "off" where only a
 * boot is left; a memory that could not be loaded is then removed, and a warning gives the reason.
 */
export async function wakeMachine(operation: Waking, files: MachineFiles): Promise<"running" | "off"> {
  const power = await machinePower(files);
  if (power === "running" || power === "off") return power;
  if (power === "interrupted" && (await continueInPlace(files))) return "running";
  return resume(operation, files);
}

/** False: the guest of this process never ran, for its memory is still on the disk; the process was ended. */
async function continueInPlace(files: MachineFiles): Promise<boolean> {
  const qmp = await Qmp.connect(files.qmpSocket, answerLimitMs);
  try {
    const { running } = (await qmp.execute("query-status", {}, answerLimitMs)) as { running: boolean };
    if (!running && (await exists(files.snapshot))) {
      await endProcess(files);
      return false;
    }
    await revokeSnapshot(files);
    if (!running) await continueGuest(qmp);
  } finally {
    qmp.close();
  }
  await rm(files.memory, { force: true });
  return true;
}

async function resume(operation: Waking, files: MachineFiles): Promise<"running" | "off"> {
  const [snapshot, record] = await Promise.all([readSnapshot(files), readRecord(files.record)]);
  if (snapshot === undefined) return "off";
  if (record?.launch === undefined) return giveUp(operation, files, `${files.record} does not record how it started`);
  const faults = await snapshotFaults(snapshot, { record, version: await qemuVersion() });
  if (faults.length > 0) return giveUp(operation, files, faults.join("; "));
  operation.progress("loading the saved memory");
  await launchPaused(operation, files, record.launch);
  try {
    await goOnFromMemory(files);
  } catch (error) {
    await endProcess(files);
    operation.signal.throwIfAborted();
    return giveUp(operation, files, await loadFault(error, files));
  }
  await rm(files.memory, { force: true });
  return "running";
}

/** The record goes before the guest does: from then on the disks have what the memory has not. */
async function goOnFromMemory(files: MachineFiles): Promise<void> {
  const qmp = await Qmp.connect(files.qmpSocket, answerLimitMs);
  try {
    await loadMemory(qmp, files.memory);
    await revokeSnapshot(files);
    await continueGuest(qmp);
  } finally {
    qmp.close();
  }
}

/** QEMU opens the files of the credentials; the guest has read them long since. */
async function launchPaused(operation: Waking, files: MachineFiles, { argv }: Launch): Promise<void> {
  await makeRuntimeFolder(files.directory);
  await rm(files.credentials, { recursive: true, force: true });
  await mkdir(files.credentials, { mode: 0o700 });
  try {
    for (const path of credentialPaths(argv)) await writeFile(path, "loaded with the memory", { mode: 0o600 });
    await launchQemu(incomingArgv(argv), files, { limitMs: startLimitMs, signal: operation.signal });
  } finally {
    await rm(files.credentials, { recursive: true, force: true });
  }
}

async function giveUp(operation: Waking, files: MachineFiles, reason: string): Promise<"off"> {
  operation.warn(`${operation.name}: the saved memory can't be used, so the machine boots: ${reason}`);
  await discardSnapshot(files);
  return "off";
}

async function loadFault(error: unknown, { qemuLog }: MachineFiles): Promise<string> {
  const printed = lastLines(await readFile(qemuLog, "utf8"), 4);
  return `${error instanceof Error ? error.message : String(error)}${printed === "" ? "" : `\n${printed}`}`;
}

/** At once: its guest is paused, so no disk is being written. */
async function endProcess({ pidFile }: MachineFiles): Promise<void> {
  const pid = await findMachineProcess(pidFile);
  if (pid !== undefined) process.kill(pid, "SIGKILL");
  if (!(await waitForExit(pidFile, endLimitMs)))
    throw new Error(`QEMU (process ${pid ?? "?"}) does not end on SIGKILL`);
}
