import { statfs } from "node:fs/promises";

const gib = 1024 ** 3;

/** Rejects when the file system of a folder that exists has less free space than wanted. `purpose`: "disk data". */
export async function requireFreeSpace(folder: string, wantedGiB: number, purpose: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeGiB = (bavail * bsize) / gib;
  if (freeGiB >= wantedGiB) return;
  throw new Error(
    `${purpose}: only ${freeGiB.toFixed(1)} GiB free in ${folder}, at least ${wantedGiB} GiB are needed: ` +
      `free some space there, or move it (XDG_STATE_HOME, XDG_CACHE_HOME)`,
  );
}
