import { createReadStream } from "node:fs";
import { readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { EngineError } from "@berth/model/engine-error";
import { listContext, type ContextFile } from "./context-files";
import { IgnorePatterns } from "./ignore-patterns";
import { tarEnd, tarHeader, tarPadding } from "../daemon/tar";

export interface BuildContext {
  /** Absolute. */
  readonly root: string;
  readonly patterns: readonly string[];
  /** Relative to the root; "../…" when it lies outside. */
  readonly dockerfile: string;
}

/** The name in the archive of a Dockerfile that is not in the context. */
export const outsideDockerfile = ".dockerfile.berth";

/** The context as a tar stream: owner root, Dockerfile and .dockerignore always in it. */
export async function* packContext(context: BuildContext): AsyncGenerator<Buffer> {
  for (const file of await listContext(context.root, neededPatterns(context))) yield* packFile(context.root, file);
  if (context.dockerfile.startsWith("../")) yield* packOutside(join(context.root, context.dockerfile));
  yield tarEnd;
}

/** The patterns, with exceptions for the two files that the builder itself reads. */
export function neededPatterns({ patterns, dockerfile }: BuildContext): string[] {
  const ignore = new IgnorePatterns(patterns);
  const needed = dockerfile.startsWith("../") ? [] : [".dockerignore", dockerfile];
  return [...patterns, ...needed.filter((path) => ignore.isIgnored(path)).map((path) => `!${path}`)];
}

async function* packFile(root: string, { path, stats }: ContextFile): AsyncGenerator<Buffer> {
  const member = { path, mode: stats.mode, mtime: Math.max(0, Math.floor(stats.mtimeMs / 1000)), size: 0 };
  if (stats.isDirectory()) yield tarHeader({ ...member, type: "folder" });
  else if (stats.isSymbolicLink())
    yield tarHeader({ ...member, type: "link", target: await readlink(join(root, path)) });
  else {
    yield tarHeader({ ...member, type: "file", size: stats.size });
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
