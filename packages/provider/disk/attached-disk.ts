import { readlink, rm, symlink } from "node:fs/promises";

import { Qmp } from "../machine/qmp";

const limitMs = 10_000;
const gib = 1024 ** 3;

/** Node name of a data disk in QEMU. */
export const dataNode = "data";

/** Says beside the disk which machine has it, so that it can be grown while that runs. */
export async function noteAttached(diskPath: string, qmpSocket: string): Promise<void> {
  await noteDetached(diskPath);
  await symlink(qmpSocket, noteOf(diskPath));
}

export async function noteDetached(diskPath: string): Promise<void> {
  await rm(noteOf(diskPath), { force: true });
}

/** Grows a disk through the machine that runs on it; false: none does. */
export async function growAttached(diskPath: string, sizeGiB: number, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  const socket = await absentAsUndefined(readlink(noteOf(diskPath)), ["ENOENT", "EINVAL"]);
  if (socket === undefined) return false;
  const qmp = await absentAsUndefined(Qmp.connect(socket, limitMs), ["ENOENT", "ECONNREFUSED"]);
  if (qmp === undefined) return false;
  try {
    await qmp.execute("block_resize", { "node-name": dataNode, size: sizeGiB * gib }, limitMs);
    return true;
  } finally {
    qmp.close();
  }
}

function noteOf(diskPath: string): string {
  return `${diskPath}.machine`;
}

async function absentAsUndefined<T>(promise: Promise<T>, meaning: readonly string[]): Promise<T | undefined> {
  return promise.catch((error: unknown) => {
    if (meaning.some((code) => String(error).includes(code))) return undefined;
    throw error;
  });
}
