import { createHash } from "node:crypto";

export interface UnitInputs {
  readonly sshConfig: string;
  readonly host: string;
  readonly generation: string;
  readonly service: string;
  readonly owner: { readonly uid: number; readonly gid: number };
  readonly files: Readonly<Record<string, string>>;
  readonly bundle?: BundleInput;
  readonly content: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly mountPoints: readonly string[];
  readonly volumes: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
  readonly health: { readonly limitSeconds: number; readonly everySeconds: number };
}

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
