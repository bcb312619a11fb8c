import { stat } from "node:fs/promises";

import { exists } from "../file-presence";

/** What a file is known by: any write to it, and any other file in its place, gives another identity. Numbers are texts, for they exceed JSON's. */
export interface FileIdentity {
  readonly path: string;
  readonly inode: string;
  readonly size: string;
  /** Time of the last write in nanoseconds. */
  readonly modified: string;
}

/** Identity of a file that exists. */
export async function fileIdentity(path: string): Promise<FileIdentity> {
  const { ino, size, mtimeNs } = await stat(path, { bigint: true });
  return { path, inode: String(ino), size: String(size), modified: String(mtimeNs) };
}

/** The paths of those that are not as they were: written to, replaced or gone. */
export async function changedFiles(before: readonly FileIdentity[]): Promise<readonly string[]> {
  const isSame = await Promise.all(before.map(isUnchanged));
  return before.filter((_, index) => isSame[index] !== true).map(({ path }) => path);
}

async function isUnchanged(before: FileIdentity): Promise<boolean> {
  if (!(await exists(before.path))) return false;
  const now = await fileIdentity(before.path);
  return (["inode", "size", "modified"] as const).every((key) => now[key] === before[key]);
}
