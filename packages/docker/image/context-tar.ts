import { createReadStream } from "node:fs";
import { readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { type BuildContext, isOutside, sentFiles } from "@berth/build-context/build-context";
import type { ContextFile } from "@berth/build-context/context-files";
import { plainMode } from "@berth/build-context/file-mode";
import { EngineError } from "@berth/model/engine-error";
import { tarEnd, tarHeader, tarPadding } from "@berth/tar/tar-header";

/** The name in the archive of a Dockerfile that is not in the context. */
export const outsideDockerfile = ".dockerfile.berth";

/**
 * The context as a tar stream: owner root, Dockerfile and .dockerignore always in it. Modes are 0755 for folders and
 * programs and 0644 for all else, so that a checkout with umask 077 gives an image whose users can read their files.
 */
export async function* packContext(context: BuildContext): AsyncGenerator<Buffer> {
  for (const file of sentFiles(context)) yield* packFile(context.root, file);
  if (isOutside(context.dockerfile)) yield* packOutside(join(context.root, context.dockerfile));
  yield tarEnd;
}

async function* packFile(root: string, { path, kind: type, stats }: ContextFile): AsyncGenerator<Buffer> {
  const member = { path, mtime: Math.max(0, Math.floor(stats.mtimeMs / 1000)), size: 0 };
  if (type === "folder") yield tarHeader({ ...member, type, mode: 0o755 });
  else if (type === "link") {
    yield tarHeader({ ...member, type, mode: 0o777, target: await readlink(join(root, path)) });
  } else {
    yield tarHeader({ ...member, type, mode: plainMode(stats.mode), size: stats.size });
    yield* contentOf(join(root, path), stats.size);
    yield tarPadding(stats.size);
  }
}

async function* contentOf(path: string, size: number): AsyncGenerator<Buffer> {
  let read = 0;
  if (size === 0) return;
  for await (const chunk of createReadStream(path, { end: size - 1 })) {
    read += (chunk as Buffer).length;
    yield chunk as Buffer;
  }
  if (read !== size) throw new EngineError(`pack the build context: ${path} changed while it was read; try again`);
}

async function* packOutside(path: string): AsyncGenerator<Buffer> {
  const content = await readFile(path);
  yield tarHeader({ path: outsideDockerfile, type: "file", mode: 0o600, mtime: 0, size: content.length });
  yield content;
  yield tarPadding(content.length);
}
