import { createHash } from "node:crypto";
import { readlinkSync } from "node:fs";
import { join } from "node:path";
import { type BuildContext, isOutside, sentFiles } from "./build-context";
import type { ContextFile } from "./context-files";
import { packedMode, plainMode } from "./file-mode";
import { hashFile } from "./hash-file";

/** A file or link that a build is sent. Empty folders are not among them: git does not keep them either. */
export interface ContextContent {
  /** Relative to the context, with slashes. */
  readonly path: string;
  readonly kind: "file" | "link";
  /** Octal digits; "777" for links. */
  readonly mode: string;
  /** Hex SHA-256 of its bytes, or of a symbolic link's target. */
  readonly sha256: string;
}

/** "plain": the builder gives every file 0644 or 0755; "packed": it packs the modes of the disk. */
export type Modes = "plain" | "packed";

/** All that decides what a build makes of its context; a Dockerfile outside of it is the last one. */
export function contextContents(context: BuildContext, modes: Modes): ContextContent[] {
  const counted = modes === "plain" ? plainMode : packedMode;
  const sent = sentFiles(context).flatMap((file) => contentOf(context.root, file, counted));
  if (!isOutside(context.dockerfile)) return sent;
  const { dockerfile, root } = context;
  return [...sent, { path: dockerfile, kind: "file", mode: "644", sha256: hashFile(join(root, dockerfile)) }];
}

function contentOf(
  root: string,
  { path, kind, stats }: ContextFile,
  counted: (mode: number) => number,
): ContextContent[] {
  const full = join(root, path);
  if (kind === "folder") return [];
  if (kind === "link") return [{ path, kind, mode: "777", sha256: sha256(readlinkSync(full)) }];
  return [{ path, kind, mode: counted(stats.mode).toString(8), sha256: hashFile(full) }];
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
