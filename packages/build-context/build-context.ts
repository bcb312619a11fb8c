import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { EngineError } from "@berth/model/engine-error";
import { type ContextFile, listContext } from "./context-files";
import { IgnorePatterns, parseIgnoreFile } from "./ignore-patterns";

export interface BuildContext {
  /** Absolute. */
  readonly root: string;
  /** Of "<Dockerfile>.dockerignore" where there is one, else of the context's .dockerignore. */
  readonly patterns: readonly string[];
  /** Relative to the root; "../…" when it lies outside. */
  readonly dockerfile: string;
}

/** Finds the ignore file that holds for a build; both paths are absolute. Throws when the Dockerfile is missing. */
export function openContext(root: string, dockerfile: string): BuildContext {
  const path = relative(root, dockerfile);
  if (!existsSync(dockerfile)) throw new EngineError(`read build context ${root}: there is no ${path} in it`);
  return { root, patterns: readIgnorePatterns(dockerfile, root), dockerfile: path };
}

/** What a build is sent: everything that is not ignored, and always the Dockerfile and .dockerignore of the context. */
export function sentFiles({ root, patterns, dockerfile }: BuildContext): ContextFile[] {
  const ignore = new IgnorePatterns(patterns);
  const needed = isOutside(dockerfile) ? [] : [".dockerignore", dockerfile];
  const exceptions = needed.filter((path) => ignore.isIgnored(path)).map((path) => `!${path}`);
  return listContext(root, [...patterns, ...exceptions]);
}

/** True for a Dockerfile that is not below the context. */
export function isOutside(dockerfile: string): boolean {
  return dockerfile.startsWith("../");
}

function readIgnorePatterns(dockerfile: string, root: string): string[] {
  const file = [`${dockerfile}.dockerignore`, join(root, ".dockerignore")].find((path) => existsSync(path));
  return file === undefined ? [] : parseIgnoreFile(readFileSync(file, "utf8"));
}
