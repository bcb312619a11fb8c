import { rmdir, stat } from "node:fs/promises";

/** Whether there is something at a path; any fault but its absence rejects. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return false;
      throw error;
    },
  );
}

/** Removes a folder that has nothing in it; one that has, or is gone, stays as it is. */
export async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((error: unknown) => {
    if (!["ENOENT", "ENOTEMPTY", "EEXIST"].includes(codeOf(error))) throw error;
  });
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}
