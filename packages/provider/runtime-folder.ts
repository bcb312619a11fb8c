import { createHash } from "node:crypto";
import { lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Where the sockets that belong to a folder are: a socket's path must be shorter than 104 bytes, a home folder needn't
 * be. Not $XDG_RUNTIME_DIR: it goes at logout, machines stay.
 */
export function runtimeFolderOf(folder: string, uid = process.getuid?.() ?? 0): string {
  return join(`/tmp/berth-${uid}`, createHash("sha256").update(folder).digest("hex").slice(0, 12));
}

/** Makes it; refuses one that another user has put there. */
export async function makeRuntimeFolder(folder: string): Promise<string> {
  const path = runtimeFolderOf(folder);
  const parent = join(path, "..");
  for (const one of [parent, path]) {
    await mkdir(one, { recursive: true, mode: 0o700 });
    const { uid, mode } = await lstat(one);
    const isOurs = uid === (process.getuid?.() ?? uid) && (mode & 0o077) === 0;
    if (!isOurs) throw new Error(`${one} must be a folder of yours with mode 0700: remove it`);
  }
  return path;
}
