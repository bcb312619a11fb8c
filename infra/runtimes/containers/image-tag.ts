import { createHash } from "node:crypto";
import type { ContextContent } from "@berth/build-context/context-contents";
import type { BuildModel } from "../../compose/service-model";

/** 12 hex digits over all that a build reads: the same content is the same image on every machine. */
export function imageTag({ dockerfile, args, target }: BuildModel, files: readonly ContextContent[]): string {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const content = {
    dockerfile,
    target: target ?? null,
    args: Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1)),
    files: sorted.map(({ path, kind, mode, sha256 }) => [path, kind, mode, sha256]),
  };
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 12);
}
