import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

import { exists } from "../file-presence";

export interface ImageFiles {
  readonly rootDisk: string;
  readonly kernel: string;
  readonly initrd: string;
}

/** Where build.sh and its companions are. */
export const builderFolder = join(__dirname, "..", "image");

/** ${XDG_CACHE_HOME:-~/.cache}/berth: what can be made again. */
export function cacheFolder(): string {
  const base = process.env["XDG_CACHE_HOME"];
  return join(base !== undefined && base.startsWith("/") ? base : join(homedir(), ".cache"), "berth");
}

export function imageFolder(digest: string): string {
  return join(cacheFolder(), "images", digest);
}

export function imageFiles(folder: string): ImageFiles {
  return {
    rootDisk: join(folder, "root.qcow2"),
    kernel: join(folder, "vmlinuz"),
    initrd: join(folder, "initrd.img"),
  };
}

/** The archive of the container image that a machine image with Docker brings. */
export function baseImageFile(folder: string): string {
  return join(folder, "base-image.tar.zst");
}

/** Whether a built image is all there; its folder is put in place in one step, so a half one is not to be expected. */
export async function isCached(folder: string): Promise<boolean> {
  const present = await Promise.all(Object.values(imageFiles(folder)).map(exists));
  return present.every(Boolean);
}

/** Relative path → content of the builder's files. */
export async function readBuilder(folder = builderFolder): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return Object.fromEntries(files.map((file, index) => [file.slice(folder.length + 1), contents[index] ?? ""]));
}
