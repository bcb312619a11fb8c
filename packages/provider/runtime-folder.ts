import { createHash } from "node:crypto";
import { existsSync, lstatSync } from "node:fs";
import { lstat, mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** A path that holds no more than plain characters of a shell, and is short enough for a socket below it. */
const usable = /^[A-Za-z0-9_./-]{1,80}$/;

/**
 * Where the sockets that belong to a folder are: a socket's path must be shorter than 104 bytes, a home folder needn't
 * be. Not $XDG_RUNTIME_DIR: it goes at logout, machines stay. Where another user has taken the name in the temporary folder,
 * it is in the cache of this user's home folder, and stays there.
 */
export function runtimeFolderOf(folder: string, uid = process.getuid?.() ?? 0): string {
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  const shared = `/tmp/berth-${uid}`;
  const own = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "berth/run", name);
  const owner = lstatSync(shared, { throwIfNoEntry: false })?.uid ?? uid;
  const isElsewhere = usable.test(own) && (owner !== uid || existsSync(own));
  return isElsewhere ? own : join(shared, name);
}

/** Makes it; refuses one that another user has put there. */
export async function makeRuntimeFolder(folder: string): Promise<string> {
  const path = runtimeFolderOf(folder);
  const parent = join(path, "..");
  for (const one of [parent, path]) {
    await mkdir(one, { recursive: true, mode: 0o700 });
    const { uid, mode } = await lstat(one);
    const isOurs = uid === (process.getuid?.() ?? uid) && (mode & 0o077) === 0;
    if (!isOurs)
      throw new Error(
        `${one} must be a folder of yours with mode 0700: remove it, or set XDG_CACHE_HOME to a path of at most 50 plain characters`,
      );
  }
  return path;
}
