import { readFile, rename, writeFile } from "node:fs/promises";

import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";

import { exists } from "../file-presence";

/** What the folder of a machine says about its last start. */
export interface MachineRecord {
  readonly bootId: string;
  /** New whenever the root disk begins afresh. */
  readonly rootId: string;
  /** machineDigest of the inputs. */
  readonly digest: string;
  /** Of the image's root disk, that the overlay is on. */
  readonly base: string;
  readonly acceleration: "kvm" | "hvf" | "tcg";
  /** What starts the machine again without its inputs; absent in a record that an earlier Berth wrote. */
  readonly launch?: Launch;
}

/** No secret is in it. */
export interface Launch {
  /** QEMU's command line at the last boot. */
  readonly argv: readonly string[];
  /** The image's root disk, whose identity is `base`. */
  readonly rootDisk: string;
  readonly dataDisk: string;
  readonly memoryMiB: number;
  /** Socket of the switch of its private network; absent: it has no peers. */
  readonly networkSocket?: string;
}

const launch = v.object({
  argv: v.array(v.string()),
  rootDisk: v.string(),
  dataDisk: v.string(),
  memoryMiB: v.number(),
  networkSocket: v.exactOptional(v.string()),
}) satisfies v.GenericSchema<unknown, Launch>;

const record = v.object({
  bootId: v.string(),
  rootId: v.string(),
  digest: v.string(),
  base: v.string(),
  acceleration: v.picklist(["kvm", "hvf", "tcg"]),
  launch: v.exactOptional(launch),
}) satisfies v.GenericSchema<unknown, MachineRecord>;

/** Undefined: none was written. Rejects when the file is not such a record. */
export async function readRecord(path: string): Promise<MachineRecord | undefined> {
  if (!(await exists(path))) return undefined;
  return parseJson(record, await readFile(path, "utf8"), path);
}

/** In one step: a reader sees the old one or the new one. */
export async function writeRecord(path: string, record: MachineRecord): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
  await rename(`${path}.new`, path);
}
