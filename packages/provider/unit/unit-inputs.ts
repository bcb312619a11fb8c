import { createHash } from "node:crypto";
import type { UnitInputs } from "@berth/resources/host-types";
export interface BundleInput {
  readonly entry: string;
  readonly to: string;
  readonly external: readonly string[];
}

/** Name of the release: 12 hex digits over all that it holds, wherever on this computer that lies. */
export function releaseOf({ content, texts }: Pick<UnitInputs, "content" | "texts">): string {
  const sorted = Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([content, sorted]))
    .digest("hex")
    .slice(0, 12);
}
