import { createHash } from "node:crypto";
import { mkdir, rm, symlink, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";

import { cacheFolder } from "./image-cache";

/** Keeps a cached image for another month: build-locked.sh removes what was not used for longer and has no machine on it. */
export async function noteUse(folder: string): Promise<void> {
  const users = usersOf(folder);
  await mkdir(users, { recursive: true });
  const now = new Date();
  await utimes(users, now, now);
}

/** Keeps the image of a root disk for as long as the machine's overlay on it is there; somebody's own file is left alone. */
export async function noteMachine(rootDisk: string, overlay: string): Promise<void> {
  if (!rootDisk.startsWith(`${cacheFolder()}/`)) return;
  const folder = dirname(rootDisk);
  await noteUse(folder);
  const link = join(usersOf(folder), createHash("sha256").update(overlay).digest("hex"));
  await rm(link, { force: true });
  await symlink(overlay, link);
}

function usersOf(folder: string): string {
  return join(folder, "users");
}
