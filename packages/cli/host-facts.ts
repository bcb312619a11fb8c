import { readFileSync } from "node:fs";
import { join } from "node:path";
import { backupOutcomes, type BackupOutcome } from "./backup-outcomes";
import type { DeployedHost } from "./deployed";
import { onHost } from "./on-host";

const limitMs = 60_000;
const script = readFileSync(join(__dirname, "host-facts.sh"), "utf8");

/** What only the administrator of a host may read. */
export interface HostFacts {
  /** What SELinux has denied since the host booted. */
  readonly denials: number;
  /** Packages with an update; absent until the host has looked for some. */
  readonly updates?: number;
  /** How many of them are of Debian's security archive. */
  readonly securityUpdates?: number;
  /** Whether an update waits for a reboot. */
  readonly needsReboot: boolean;
  /** Day on which the host's image was built, as 2026-11-30. */
  readonly imageBuilt?: string;
  /** Of each service and volume that the host backs up; absent: it backs nothing up. */
  readonly backups?: readonly BackupOutcome[];
}

/** Reads them by the administrator's login; undefined where that fails. */
export async function readHostFacts(host: DeployedHost): Promise<HostFacts | undefined> {
  const { exitCode, stdout } = await onHost(host, { words: ["sudo sh"], asAdmin: true, input: script, limitMs });
  return exitCode === 0 ? hostFacts(stdout) : undefined;
}

/** Of the lines that host-facts.sh prints; undefined where they are not such lines. */
export function hostFacts(printed: string): HostFacts | undefined {
  const values = new Map(
    [...printed.matchAll(/^(\w+) (\d+)$/gm)].map(([, name = "", value]) => [name, Number(value)] as const),
  );
  const [denials, updates, securityUpdates, built] = ["denials", "updates", "securityUpdates", "imageBuilt"].map(
    (name) => values.get(name),
  );
  if (denials === undefined) return undefined;
  const backups = backupOutcomes(printed);
  return {
    denials,
    ...(updates !== undefined && securityUpdates !== undefined && { updates, securityUpdates }),
    needsReboot: values.has("reboots"),
    ...(built !== undefined && { imageBuilt: new Date(built * 1000).toISOString().slice(0, 10) }),
    ...(backups && { backups }),
  };
}

/** One line for people. */
export function describeFacts(facts: HostFacts | undefined): string {
  if (facts === undefined) return "denials and updates: unknown, the administrator's login failed";
  const { denials, updates, securityUpdates = 0, needsReboot, imageBuilt } = facts;
  const waiting =
    updates === undefined
      ? "updates not looked for yet"
      : `${count(updates, "package update")}${updates > 0 ? ` (${securityUpdates} of security)` : ""}`;
  return [
    `${count(denials, "SELinux denial")} since boot`,
    waiting,
    ...(needsReboot ? ["needs a reboot"] : []),
    ...(imageBuilt === undefined ? [] : [`image of ${imageBuilt}`]),
  ].join(", ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
