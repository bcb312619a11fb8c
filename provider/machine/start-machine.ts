import { randomUUID } from "node:crypto";
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { noteAttached } from "../disk/attached-disk";
import { createOverlay } from "../disk/qcow2";
import { exists } from "../file-presence";
import type { Operation } from "../resource-kind";
import { makeRuntimeFolder } from "../runtime-folder";
import { chooseAcceleration } from "./acceleration";
import { launchQemu } from "./launch-qemu";
import { machineFiles, type MachineFiles } from "./machine-files";
import { machineDigest, type MachineInputs } from "./machine-inputs";
import { type MachineRecord, readRecord, writeRecord } from "./machine-record";
import { requireRunnable } from "./preflight";
import { credentialFile, credentialsOf, qemuArgv } from "./qemu-argv";

/** QEMU answers once its devices are set up: a second, more on a computer that is busy. */
const startLimitMs = 60_000;

/** Starts a machine that does not run; everything that can be known to be missing is looked for before anything is made. */
export async function startMachine(operation: Operation, inputs: MachineInputs): Promise<MachineRecord> {
  const files = machineFiles(inputs.directory);
  const version = await requireRunnable(inputs);
  const acceleration = await chooseAcceleration(operation, version, inputs.image);
  const base = await baseOf(inputs);
  await dropStrayOverlay(operation, files, base);
  const kept = (await exists(files.overlay)) ? await readRecord(files.record) : undefined;
  const ids = { bootId: randomUUID(), rootId: kept?.rootId ?? randomUUID() };
  const record = { ...ids, digest: machineDigest(inputs), base, acceleration };
  await makeFiles(operation, inputs, files);
  await writeRecord(files.record, record);
  operation.progress(`starting QEMU ${version} (${acceleration})`);
  await runQemu(operation, qemuArgv(inputs, files, { name: operation.name, acceleration, version }), files);
  await noteAttached(inputs.dataDisk, files.qmpSocket);
  return record;
}

/** An image that was lost and built anew has other blocks: an overlay of the old one on it would be a broken disk. */
async function dropStrayOverlay(operation: Operation, files: MachineFiles, base: string): Promise<void> {
  if (!(await exists(files.overlay)) || (await readRecord(files.record))?.base === base) return;
  operation.warn("the machine image was built anew: the machine starts from it afresh, its data disk stays");
  await rm(files.overlay);
}

async function baseOf({ image }: MachineInputs): Promise<string> {
  const { size, mtimeMs } = await stat(image.rootDisk);
  return `${size} ${mtimeMs}`;
}

async function makeFiles(operation: Operation, inputs: MachineInputs, files: MachineFiles): Promise<void> {
  await makeRuntimeFolder(inputs.directory);
  if (!(await exists(files.overlay))) await createOverlay(files.overlay, inputs.image.rootDisk, operation.signal);
  await writeFile(files.serialLog, "", { mode: 0o600 });
  await rm(files.credentials, { recursive: true, force: true });
  await mkdir(files.credentials, { mode: 0o700 });
  for (const [name, value] of Object.entries(credentialsOf(inputs))) {
    await writeFile(join(files.credentials, name), credentialFile(name, value), { mode: 0o600 });
  }
}

async function runQemu(operation: Operation, argv: readonly string[], files: MachineFiles): Promise<void> {
  try {
    await launchQemu(argv, files, { limitMs: startLimitMs, signal: operation.signal });
  } finally {
    // QEMU has read them into the guest's memory.
    await rm(files.credentials, { recursive: true, force: true });
  }
}
