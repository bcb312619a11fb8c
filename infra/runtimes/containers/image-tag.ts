import { createHash } from "node:crypto";
import type { BuildModel } from "../../compose/service-model";

/** One file of a build context. */
export interface ContextFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly executable: boolean;
  /** Hex SHA-256 of its bytes, or of a symbolic link's target. */
  readonly sha256: string;
  readonly kind: "file" | "link";
}

/** 12 hex digits over all that a build reads: the same content is the same image on every machine. */
export function imageTag({ dockerfile, args, target }: BuildModel, files: readonly ContextFile[]): string {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const content = {
    dockerfile,
    target: target ?? null,
    args: Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1)),
    files: sorted.map(({ path, executable, sha256, kind }) => [path, executable, sha256, kind]),
  };
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 12);
}
