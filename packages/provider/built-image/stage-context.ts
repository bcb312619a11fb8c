import { chmod, copyFile, mkdir, readlink, symlink, utimes, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { openContext } from "@berth/build-context/build-context";
import { type ContextFile, listContext } from "@berth/build-context/context-files";
import { plainMode } from "@berth/build-context/file-mode";
import type { ImageBuildInputs } from "@berth/resources/host-types";

/** A build context as the builder sees it. */
export interface StagedContext {
  /** Absolute folder of the files. */
  readonly folder: string;
  /** Absolute path of the Dockerfile, outside of that folder. */
  readonly dockerfile: string;
}

/**
 * Copies what .dockerignore leaves of a context below a folder, with the modes 0755 and 0644 that the engine's builds on a
 * host give files, so that the same source is the same image whatever umask its checkout was made with.
 */
export async function stageContext(
  { context, dockerfile }: Pick<ImageBuildInputs, "context" | "dockerfile">,
  folder: string,
): Promise<StagedContext> {
  const { root, patterns } = openContext(resolve(context), resolve(dockerfile));
  const staged = { folder: join(folder, "context"), dockerfile: join(folder, "Dockerfile") };
  await mkdir(staged.folder);
  for (const file of listContext(root, patterns)) await copy(file, root, staged.folder);
  await copyFile(resolve(dockerfile), staged.dockerfile);
  // What is ignored is left out by now: Docker takes this file instead of the context's own .dockerignore.
  await writeFile(`${staged.dockerfile}.dockerignore`, "");
  return staged;
}

async function copy({ path, kind, stats }: ContextFile, from: string, to: string): Promise<void> {
  const [source, target] = [join(from, path), join(to, path)];
  if (kind === "folder") {
    await mkdir(target, { recursive: true, mode: 0o755 });
    return;
  }
  // A folder that is ignored may have files in it that are not.
  await mkdir(join(target, ".."), { recursive: true, mode: 0o755 });
  if (kind === "link") return symlink(await readlink(source), target);
  await copyFile(source, target);
  await chmod(target, plainMode(stats.mode));
  await utimes(target, stats.mtime, stats.mtime);
}
