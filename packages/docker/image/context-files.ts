import { lstat, readdir, readFile } from "node:fs/promises";
import type { Stats } from "node:fs";
import { join } from "node:path";
import { EngineError } from "@berth/model/engine-error";
import { IgnorePatterns, parseIgnoreFile, type MatchInfo } from "./ignore-patterns";

export interface ContextFile {
  /** Relative to the context, "/" between the parts. */
  readonly path: string;
  readonly stats: Stats;
}

/** The patterns that hold for a build: of "<Dockerfile>.dockerignore" where there is one, else of the context's own file. */
export async function readIgnorePatterns(dockerfile: string, context: string): Promise<string[]> {
  for (const path of [`${dockerfile}.dockerignore`, join(context, ".dockerignore")]) {
    const text = await readIfThere(path);
    if (text !== undefined) return parseIgnoreFile(text);
  }
  return [];
}

/** Everything of a build context that is not ignored, folders before what is in them, names in byte order. */
export async function listContext(context: string, patterns: readonly string[]): Promise<ContextFile[]> {
  const files: ContextFile[] = [];
  await walk({ context, ignore: new IgnorePatterns(patterns), files }, "", []);
  return files;
}

interface Walk {
  readonly context: string;
  readonly ignore: IgnorePatterns;
  readonly files: ContextFile[];
}

async function walk(state: Walk, folder: string, parent: MatchInfo): Promise<void> {
  const names = await readdir(join(state.context, folder));
  names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const name of names) {
    const path = folder === "" ? name : `${folder}/${name}`;
    const stats = await lstat(join(state.context, path));
    const { isIgnored, info } = state.ignore.match(path, parent);
    if (!isIgnored && !stats.isSocket()) state.files.push({ path, stats: known(path, stats) });
    if (stats.isDirectory() && (!isIgnored || state.ignore.hasExceptions)) await walk(state, path, info);
  }
}

function known(path: string, stats: Stats): Stats {
  if (stats.isFile() || stats.isDirectory() || stats.isSymbolicLink()) return stats;
  throw new EngineError(
    `pack the build context: ${path} is neither a file, a folder nor a link; name it in .dockerignore`,
  );
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw EngineError.from(error, `read ${path}`);
  }
}
