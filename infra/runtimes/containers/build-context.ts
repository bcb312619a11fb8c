import { createHash } from "node:crypto";
import { type Dirent, existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Ignore, parseDockerignore } from "./dockerignore";
import type { ContextFile } from "./image-tag";

/** Reads the files that a build of `folder` would send, those of its .dockerignore left out; throws when the Dockerfile is missing. */
export function readBuildContext(folder: string, dockerfile: string): ContextFile[] {
  if (!existsSync(join(folder, dockerfile))) {
    throw new Error(`read build context ${folder}: there is no ${dockerfile} in it`);
  }
  const ignoreFile = join(folder, ".dockerignore");
  const ignores = parseDockerignore(existsSync(ignoreFile) ? readFileSync(ignoreFile, "utf8") : "");
  const needed = new Set([dockerfile, ".dockerignore"]);
  return walk(folder, "", (path) => !needed.has(path) && ignores(path));
}

function walk(root: string, folder: string, ignores: Ignore): ContextFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    // A folder that is ignored may hold files that are taken back in.
    if (entry.isDirectory()) return walk(root, path, ignores);
    return ignores(path) ? [] : [read(root, path, entry)];
  });
}

function read(root: string, path: string, entry: Dirent): ContextFile {
  const full = join(root, path);
  if (entry.isSymbolicLink()) return { path, executable: false, kind: "link", sha256: sha256(readlinkSync(full)) };
  if (!entry.isFile()) throw new Error(`read build context ${root}: ${path} is neither file, folder nor link`);
  return { path, executable: (statSync(full).mode & 0o100) !== 0, kind: "file", sha256: sha256(readFileSync(full)) };
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}
