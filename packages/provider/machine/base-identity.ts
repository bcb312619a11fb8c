import { stat } from "node:fs/promises";

/** What the root disk of an image is known by: an overlay belongs to one of them alone. */
export async function baseOf(rootDisk: string): Promise<string> {
  const { size, mtimeMs } = await stat(rootDisk);
  return `${size} ${mtimeMs}`;
}
