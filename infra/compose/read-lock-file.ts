import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ComposeError } from "./fault";
import { LOCK_FILE, type LockedImages, parseLock } from "./lock-file";

/** What the lock file in a folder pins; nothing where there is none. Throws one ComposeError with all its faults. */
export function readLockFile(folder: string): LockedImages {
  const path = join(folder, LOCK_FILE);
  if (!existsSync(path)) return {};
  const { images, faults } = parseLock(readFileSync(path, "utf8"));
  if (faults.length > 0) throw new ComposeError(path, faults);
  return images;
}
