import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";

import { exists } from "../file-presence";
import { baseOf } from "../machine/base-identity";
import { launchQemu } from "../machine/launch-qemu";
import type { MachineFiles } from "../machine/machine-files";
import { type MachineRecord, readRecord, writeRecord } from "../machine/machine-record";
import { makeRuntimeFolder } from "../runtime-folder";
import { rebootArgv } from "./launch-argv";
import { discardSnapshot } from "./snapshot-record";
import type { Waking } from "./wake-machine";

const startLimitMs = 60_000;

/** Boots a machine that is off from its disks, as it was booted last. Rejects with the fix where only `up` can do that. */
export async function bootAgain(operation: Waking, files: MachineFiles): Promise<void> {
  const record = await readRecord(files.record);
  const fault = await bootFault(record, files);
  if (record?.launch === undefined || fault !== undefined)
    throw new Error(`${operation.name}: ${fault ?? "its record is not complete"}: run \`npm run up\``);
  operation.progress("booting");
  await makeRuntimeFolder(files.directory);
  await discardSnapshot(files);
  await writeRecord(files.record, { ...record, bootId: randomUUID() });
  await writeFile(files.serialLog, "", { mode: 0o600 });
  const argv = rebootArgv(record.launch.argv);
  await launchQemu(argv, files, { limitMs: startLimitMs, signal: operation.signal });
}

async function bootFault(record: MachineRecord | undefined, files: MachineFiles): Promise<string | undefined> {
  if (record?.launch === undefined) return `${files.record} does not record how the machine was started`;
  const { rootDisk, dataDisk } = record.launch;
  for (const path of [rootDisk, files.overlay, dataDisk]) if (!(await exists(path))) return `${path} is gone`;
  return (await baseOf(rootDisk)) === record.base ? undefined : "the machine image was built again since the last boot";
}
