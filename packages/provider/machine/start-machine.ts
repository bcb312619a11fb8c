import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { noteAttached } from "../disk/attached-disk";
import { createOverlay, resizeQcow2, sizeGiBOf } from "../disk/qcow2";
import { exists } from "../file-presence";
import { noteMachine } from "../machine-image/image-use";
import type { Operation } from "../resource-kind";
import { makeRuntimeFolder } from "../runtime-folder";
import { discardSnapshot } from "../snapshot/snapshot-record";
import { chooseAcceleration } from "./acceleration";
import { guestPlatform } from "./guest-platform";
import { baseOf } from "./base-identity";
import { launchQemu } from "./launch-qemu";
import { machineFiles, type MachineFiles } from "./machine-files";
import { type BootImage, bootsItself, machineDigest, type MachineInputs } from "./machine-inputs";
import { type Launch, type MachineRecord, readRecord, writeRecord } from "./machine-record";
import { requireRunnable } from "./preflight";
import { credentialFile, credentialsOf, qemuArgv } from "./qemu-argv";
import { writeSeed } from "./seed-files";

/** QEMU answers once its devices are set up: a second, more on a computer that is busy. */
const startLimitMs = 60_000;
/** As on AWS: Debian's image needs 8, the rest is for packages, logs and a second kernel. */
const stockRootGiB = 16;

/** Starts a machine that does not run; everything that can be known to be missing is looked for before anything is made. */
export async function startMachine(operation: Operation, inputs: MachineInputs): Promise<MachineRecord> {
  const files = machineFiles(inputs.directory);
  const version = await requireRunnable(inputs);
  const acceleration = await chooseAcceleration(operation, version, inputs.image);
  const base = await baseOf(inputs.image.rootDisk);
  await dropStrayOverlay(operation, files, base);
  const kept = (await exists(files.overlay)) ? await readRecord(files.record) : undefined;
  const ids = { bootId: randomUUID(), rootId: kept?.rootId ?? randomUUID() };
  const argv = qemuArgv(inputs, files, { name: operation.name, acceleration, version, platform: guestPlatform() });
  const record = { ...ids, digest: machineDigest(inputs), base, acceleration, launch: launchOf(inputs, argv) };
  await noteMachine(inputs.image.rootDisk, files.overlay);
  await makeFiles(operation, inputs, files);
  if (bootsItself(inputs.image)) await writeSeed(files.seed, { instanceId: ids.rootId, userData: inputs.userData });
  await writeRecord(files.record, record);
  operation.progress(`starting QEMU ${version} (${acceleration})`);
  await discardSnapshot(files);
  await runQemu(operation, argv, files);
  await noteAttached(inputs.dataDisk, files.qmpSocket);
  return record;
}

/** An image that was lost and built anew has other blocks: an overlay of the old one on it would be a broken disk. */
async function dropStrayOverlay(operation: Operation, files: MachineFiles, base: string): Promise<void> {
  if (!(await exists(files.overlay)) || (await readRecord(files.record))?.base === base) return;
  operation.warn(
    "the machine image was rebuilt: the machine starts from it with a new root disk, and keeps its data disk",
  );
  await rm(files.overlay);
}

function launchOf({ image, dataDisk, memoryMiB, network }: MachineInputs, argv: readonly string[]): Launch {
  const networkSocket = network?.socket;
  return { argv, rootDisk: image.rootDisk, dataDisk, memoryMiB, ...(networkSocket !== undefined && { networkSocket }) };
}

async function makeFiles(operation: Operation, inputs: MachineInputs, files: MachineFiles): Promise<void> {
  await makeRuntimeFolder(inputs.directory);
  if (!(await exists(files.overlay))) await makeOverlay(operation, inputs.image, files.overlay);
  await writeFile(files.serialLog, "", { mode: 0o600 });
  await rm(files.credentials, { recursive: true, force: true });
  await mkdir(files.credentials, { mode: 0o700 });
  for (const [name, value] of Object.entries(credentialsOf(inputs))) {
    await writeFile(join(files.credentials, name), credentialFile(name, value), { mode: 0o600 });
  }
}

/** An image of ours has its size; a stock one is as small as it can be, and grows itself at its first boot. */
async function makeOverlay(operation: Operation, image: BootImage, path: string): Promise<void> {
  await createOverlay(path, image.rootDisk, operation.signal);
  if (bootsItself(image) && (await sizeGiBOf(path)) < stockRootGiB)
    await resizeQcow2(path, stockRootGiB, operation.signal);
}

async function runQemu(operation: Operation, argv: readonly string[], files: MachineFiles): Promise<void> {
  try {
    await launchQemu(argv, files, { limitMs: startLimitMs, signal: operation.signal });
  } finally {
    // QEMU has read them into the guest's memory.
    await rm(files.credentials, { recursive: true, force: true });
  }
}
