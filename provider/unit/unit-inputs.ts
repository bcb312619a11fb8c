import { createHash } from "node:crypto";

export interface UnitInputs {
  readonly sshConfig: string;
  readonly host: string;
  readonly generation: string;
  readonly service: string;
  readonly account: { readonly name: string; readonly uid: number; readonly gid: number };
  readonly packages: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
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

/** What apply-unit.sh reads, a value a line; none of them has a line break, Check has seen to that. */
export function planText(inputs: UnitInputs): string {
  const { service, account, packages, mountPoints, volumes, health } = inputs;
  const values = {
    SERVICE: service,
    RELEASE: releaseOf(inputs),
    ACCOUNT: account.name,
    OWNER: account.uid,
    GROUP: account.gid,
    PACKAGES: packages.join(" "),
    MOUNT_POINTS: mountPoints.join(" "),
    VOLUMES: volumes.join(" "),
    HEALTH_LIMIT: health.limitSeconds,
    HEALTH_EVERY: health.everySeconds,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
