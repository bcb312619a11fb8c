import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { join, relative } from "node:path";
import { imageName } from "../../host/image-name";
import type { ImageToSend } from "./sent-image";

export interface ArchiveOwner {
  /** The compose file's name. */
  readonly project: string;
  readonly service: string;
  /** Absolute folder of the compose file. */
  readonly folder: string;
}

const chunkBytes = 1 << 22;

/** The image in an archive of the project, called after the hash of the archive. Throws when it can't be read. */
export function archivedImage(archive: string, { project, service, folder }: ArchiveOwner): ImageToSend {
  const path = join(folder, archive);
  const tag = hashOf(path).slice(0, 12);
  return { image: `${project}/${imageName(service)}:${tag}`, tag, archive: relative(process.cwd(), path) };
}

/** Reads in pieces: an image may be larger than a Buffer can be. */
function hashOf(path: string): string {
  const hash = createHash("sha256");
  const chunk = Buffer.allocUnsafe(chunkBytes);
  const file = openSync(path, "r");
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) hash.update(chunk.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}
