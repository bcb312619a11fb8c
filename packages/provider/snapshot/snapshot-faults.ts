import type { MachineRecord } from "../machine/machine-record";
import { changedFiles } from "./file-identity";
import type { SnapshotRecord } from "./snapshot-record";

/** Why a saved memory can't be loaded, each reason as a clause; empty: nothing is known that speaks against it. */
export async function snapshotFaults(
  snapshot: SnapshotRecord,
  now: { readonly record: MachineRecord; readonly version: string },
): Promise<readonly string[]> {
  const changed = await changedFiles(snapshot.files);
  return [
    ...changed.map((path) => `${path} is not as it was when the memory was saved`),
    ...(snapshot.bootId === now.record.bootId ? [] : ["the machine was booted since"]),
    ...(snapshot.version === now.version ? [] : [`it was saved by QEMU ${snapshot.version}, here is ${now.version}`]),
  ];
}
