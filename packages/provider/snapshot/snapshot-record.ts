import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";

import { exists } from "../file-presence";
import type { MachineFiles } from "../machine/machine-files";
import type { FileIdentity } from "./file-identity";

/** What belongs to the saved memory of a machine. Its file is the commit point: without it the memory counts for nothing. */
export interface SnapshotRecord {
  /** Of the boot that goes on when the memory is loaded. */
  readonly bootId: string;
  /** Of QEMU: another version may not read the memory. */
  readonly version: string;
  /** The memory and the disks as they were when it was saved. */
  readonly files: readonly FileIdentity[];
}

const record = v.object({
  bootId: v.string(),
  version: v.string(),
  files: v.array(v.object({ path: v.string(), inode: v.string(), size: v.string(), modified: v.string() })),
}) satisfies v.GenericSchema<unknown, SnapshotRecord>;

/** Reads the record; undefined: there is none. Rejects when the file does not have the shape of a record. */
export async function readSnapshot({ snapshot }: MachineFiles): Promise<SnapshotRecord | undefined> {
  if (!(await exists(snapshot))) return undefined;
  return parseJson(record, await readFile(snapshot, "utf8"), `the memory snapshot's record ${snapshot}`);
}

/** Writes the record in one step that outlives a loss of power: a reader sees the whole record or none. */
export async function writeSnapshot({ snapshot }: MachineFiles, record: SnapshotRecord): Promise<void> {
  const file = await open(`${snapshot}.new`, "w", 0o600);
  try {
    await file.writeFile(JSON.stringify(record));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${snapshot}.new`, snapshot);
  await syncFolder(dirname(snapshot));
}

/** Makes the saved memory count for nothing, on the disk too, before the machine's disks go on. */
export async function revokeSnapshot({ snapshot }: MachineFiles): Promise<void> {
  if (!(await exists(snapshot))) return;
  await rm(snapshot);
  await syncFolder(dirname(snapshot));
}

/** Removes record and memory, in this order. */
export async function discardSnapshot(files: MachineFiles): Promise<void> {
  await revokeSnapshot(files);
  await rm(files.memory, { force: true });
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
