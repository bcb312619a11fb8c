import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";
import { EngineError } from "@berth/model/engine-error";
import { tarEnd, tarHeader, tarPadding } from "./tar-header";

/** The SHA-256 of a tar stream that is never built: the bytes Go's archive/tar writes for {name, mode 0600, size}. */
export class TarHash {
  private readonly hash: Hash = createHash("sha256");
  private readonly names = new Set<string>();

  /** False: the stream has a member of this name already, so that this one is left out. */
  isNew(name: string): boolean {
    return !this.names.has(name);
  }

  /** Adds a member; `chunks` must yield exactly `size` bytes. */
  async add(name: string, size: number, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    this.names.add(name);
    this.hash.update(tarHeader({ path: name, type: "file", mode: 0o600, mtime: 0, size }));
    let written = 0;
    for await (const chunk of chunks) {
      this.hash.update(chunk);
      written += chunk.length;
    }
    if (written !== size) throw new EngineError(`archive ${name}: it changed while it was read`);
    this.hash.update(tarPadding(size));
  }

  /** The hex digest, with the two zero blocks that end a tar. */
  digest(): string {
    return this.hash.update(tarEnd).digest("hex");
  }
}
