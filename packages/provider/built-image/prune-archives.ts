import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Each is the whole of an image, so an afternoon's changes of one service are soon a gigabyte. */
const keptBytes = 4 * 1024 ** 3;

/** Removes the archives that were used longest ago until those that stay have 4 GiB at most; `needed` stays. */
export async function pruneArchives(folder: string, needed: string, limitBytes = keptBytes): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".tar"));
  const files = await Promise.all(names.map((name) => fileAt(join(folder, name))));
  let total = 0;
  for (const { path, size } of files.sort((a, b) => b.usedMs - a.usedMs)) {
    total += size;
    if (total > limitBytes && path !== needed) await rm(path, { force: true });
  }
}

async function fileAt(path: string) {
  const { size, mtimeMs } = await stat(path);
  return { path, size, usedMs: mtimeMs };
}
