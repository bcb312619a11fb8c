import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

import { exists } from "../file-presence";
import { requireFreeSpace } from "../free-space";
import type { Operation } from "../resource-kind";
import type { ImageSource } from "./image-source";

/** Debian's images have about 350 MB; 1 MB/s is slow. */
const limitMs = 30 * 60_000;
const minimumFreeGiB = 2;
const sayAgainMs = 5_000;

type Download = Extract<ImageSource, { kind: "url" }>;

/** Downloads an image to `path` unless it is there; nothing is there before its checksum was right. */
export async function downloadImage(operation: Operation, source: Download, path: string): Promise<void> {
  if (await exists(path)) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await requireFreeSpace(dirname(path), minimumFreeGiB, "download a stock image");
  const partial = `${path}.${randomUUID()}`;
  const file = await open(partial, "wx", 0o600);
  try {
    const found = await save(operation, source, file);
    if (found !== source.checksum)
      throw new Error(
        `it has ${source.algorithm} ${found}, not ${source.checksum}: it is another image, or was changed`,
      );
    await rename(partial, path);
  } catch (error) {
    throw new Error(`download ${source.url}: ${reasonOf(error)}`, { cause: error });
  } finally {
    await file.close();
    await rm(partial, { force: true });
  }
}

/** The checksum in hex of what was written. */
async function save(operation: Operation, { url, algorithm }: Download, file: FileHandle): Promise<string> {
  const signal = AbortSignal.any([operation.signal, AbortSignal.timeout(limitMs)]);
  const response = await fetch(url, { signal });
  if (!response.ok || response.body === null) throw new Error(`the server answers ${response.status}`);
  const body: AsyncIterable<Uint8Array> = response.body;
  const hash = createHash(algorithm);
  let [bytes, saidAt] = [0, Date.now()];
  for await (const chunk of body) {
    hash.update(chunk);
    await file.writeFile(chunk);
    bytes += chunk.length;
    if (Date.now() - saidAt < sayAgainMs) continue;
    saidAt = Date.now();
    operation.progress(`stock image: ${Math.round(bytes / 1e6)} MB downloaded`);
  }
  return hash.digest("hex");
}

/** fetch hides the cause (no route, no such name) one level down. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
