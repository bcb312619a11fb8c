import { open } from "node:fs/promises";

import { requireFreeSpace } from "../free-space";
import type { MachineFiles } from "../machine/machine-files";
import { waitForExit } from "../machine/machine-process";
import { readRecord } from "../machine/machine-record";
import { qemuVersion } from "../machine/preflight";
import { Qmp } from "../machine/qmp";
import { fileIdentity } from "./file-identity";
import { orContinue, saveMemory } from "./migration";
import { discardSnapshot, type SnapshotRecord, writeSnapshot } from "./snapshot-record";

const answerLimitMs = 20_000;
const endLimitMs = 20_000;

/**
 * Saves the memory of a running machine beside its root disk and ends its process. Killed at any point it leaves either
 * the whole snapshot or a process that can go on. When the memory can't be saved it rejects, and the guest goes on.
 */
export async function suspendMachine(files: MachineFiles): Promise<void> {
  const record = await readRecord(files.record);
  if (record?.launch === undefined)
    throw new Error(`${files.record} does not record how the machine was started: a newer \`npm run up\` does`);
  const version = await qemuVersion();
  await discardSnapshot(files);
  await requireFreeSpace(files.directory, record.launch.memoryMiB / 1024, "save the memory");
  const saved = { bootId: record.bootId, version, dataDisk: record.launch.dataDisk };
  const qmp = await Qmp.connect(files.qmpSocket, answerLimitMs);
  try {
    await orContinue(qmp, () => save(qmp, files, saved));
    // It may end before it answers; whether it has ended is what counts.
    await qmp.execute("quit", {}, answerLimitMs).catch(() => undefined);
  } finally {
    qmp.close();
  }
  if (!(await waitForExit(files.pidFile, endLimitMs)))
    throw new Error(`QEMU still runs ${endLimitMs / 1000} s after \`quit\`: run the command again`);
}

async function save(
  qmp: Qmp,
  files: MachineFiles,
  { bootId, version, dataDisk }: Pick<SnapshotRecord, "bootId" | "version"> & { readonly dataDisk: string },
): Promise<void> {
  try {
    await (await open(files.memory, "w", 0o600)).close();
    await saveMemory(qmp, files.memory);
    await syncFile(files.memory);
    // QEMU has given up the disks: nothing writes to them from here on.
    const identities = await Promise.all([files.memory, files.overlay, dataDisk].map(fileIdentity));
    await writeSnapshot(files, { bootId, version, files: identities });
  } catch (error) {
    await discardSnapshot(files);
    throw error;
  }
}

/** Memory that a loss of power has torn would be loaded into a guest that writes to its disks. */
async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
