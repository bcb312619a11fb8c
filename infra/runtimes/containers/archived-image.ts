import { join, relative } from "node:path";
import { hashFile } from "@berth/build-context/hash-file";
import { imageName } from "../../host/image-name";
import type { ImageToSend } from "./sent-image";

export interface ArchiveOwner {
  /** The compose file's name. */
  readonly project: string;
  readonly service: string;
  /** Absolute folder of the compose file. */
  readonly folder: string;
}

/** The image in an archive of the project, called after the hash of the archive. Throws when it can't be read. */
export function archivedImage(archive: string, { project, service, folder }: ArchiveOwner): ImageToSend {
  const path = join(folder, archive);
  const tag = hashFile(path).slice(0, 12);
  return { image: `${project}/${imageName(service)}:${tag}`, tag, archive: relative(process.cwd(), path) };
}
