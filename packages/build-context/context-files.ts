import { lstatSync, readdirSync, type Stats } from "node:fs";
import { join } from "node:path";
import { EngineError } from "@berth/model/engine-error";
import { IgnorePatterns, type MatchInfo } from "./ignore-patterns";

export interface ContextFile {
  /** Relative to the context, "/" between the parts. */
  readonly path: string;
  readonly kind: "file" | "folder" | "link";
  readonly stats: Stats;
}

/**
 * Everything of a build context that is not ignored, folders before what is in them, names in byte order. Sockets are left
 * out, as Docker does. Throws one error that names all files that can't be sent.
 */
export function listContext(root: string, patterns: readonly string[]): ContextFile[] {
  const walk: Walk = { root, ignore: new IgnorePatterns(patterns), files: [], faults: [] };
  visit(walk, "", []);
  if (walk.faults.length === 0) return walk.files;
  throw new EngineError(
    `read build context ${root}: ${walk.faults.join("; ")}. Name in .dockerignore what the build does not need.`,
  );
}

interface Walk {
  readonly root: string;
  readonly ignore: IgnorePatterns;
  readonly files: ContextFile[];
  readonly faults: string[];
}

function visit(walk: Walk, folder: string, parent: MatchInfo): void {
  const names = readdirSync(join(walk.root, folder), { encoding: "buffer" }).sort((left, right) =>
    Buffer.compare(left, right),
  );
  for (const bytes of names) {
    const name = bytes.toString();
    const path = folder === "" ? name : `${folder}/${name}`;
    const { isIgnored, info } = walk.ignore.match(path, parent);
    if (!Buffer.from(name).equals(bytes)) {
      if (!isIgnored) walk.faults.push(`the name of ${JSON.stringify(path)} is not UTF-8`);
      continue;
    }
    const stats = lstatSync(join(walk.root, path));
    if (!isIgnored) add(walk, path, stats);
    if (stats.isDirectory() && (!isIgnored || walk.ignore.hasExceptions)) visit(walk, path, info);
  }
}

function add(walk: Walk, path: string, stats: Stats): void {
  const kind = kindOf(stats);
  if (kind !== undefined) walk.files.push({ path, kind, stats });
  else if (!stats.isSocket()) walk.faults.push(`${path} is neither a file, a folder nor a link`);
}

function kindOf(stats: Stats): ContextFile["kind"] | undefined {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "folder";
  return stats.isSymbolicLink() ? "link" : undefined;
}
