import { createReadStream } from "node:fs";
import { tarEnd, tarHeader, tarPadding } from "@berth/tar/tar-header";
import type { SavedImage, SavedLayer } from "./saved-image";

export interface LoadArchive {
  /** Path of the archive that the image is in. */
  readonly path: string;
  readonly image: SavedImage;
  /** The name that it gets. */
  readonly name: string;
  /** Those of its layers that are in the archive; `docker load` takes the others from what the daemon has. */
  readonly layers: readonly SavedLayer[];
  /** Is called with each piece's bytes as they are read. */
  readonly onBytes: (count: number) => void;
}

/** A tar archive for `docker load`. Throws when the source changes while it is read. */
export async function* loadArchive(given: LoadArchive): AsyncGenerator<Buffer> {
  const { image, name, path, layers, onBytes } = given;
  const Layers = image.layers.map(layerPath);
  yield* textMember(
    "manifest.json",
    Buffer.from(JSON.stringify([{ Config: "config.json", RepoTags: [name], Layers }])),
  );
  yield* textMember("config.json", image.config);
  for (const layer of layers) {
    yield header(layerPath(layer), layer.size);
    yield* contentOf(path, layer, onBytes);
    yield tarPadding(layer.size);
  }
  yield tarEnd;
}

function* textMember(path: string, content: Buffer): Generator<Buffer> {
  yield header(path, content.length);
  yield content;
  yield tarPadding(content.length);
}

function header(path: string, size: number): Buffer {
  return tarHeader({ path, type: "file", mode: 0o644, mtime: 0, size });
}

function layerPath({ diffId }: SavedLayer): string {
  return `${diffId.replace("sha256:", "")}.tar`;
}

async function* contentOf(
  path: string,
  { offset, size }: SavedLayer,
  onBytes: (count: number) => void,
): AsyncGenerator<Buffer> {
  let read = 0;
  if (size === 0) return;
  for await (const chunk of createReadStream(path, { start: offset, end: offset + size - 1, highWaterMark: 1 << 18 })) {
    read += (chunk as Buffer).length;
    onBytes((chunk as Buffer).length);
    yield chunk as Buffer;
  }
  if (read !== size) throw new Error(`send ${path}: it changed while it was read: run the command again`);
}
