import type { Deployed, DeployedHost } from "./deployed";
import { UsageError } from "./usage-error";

const program = "/usr/local/lib/berth-backup/berth-backup";
/** A host that backs nothing up. */
export const NO_BACKUPS = 3;

/** What a host's administrator runs for one of the words of the host's backup program, as one word for its shell. */
export function backupCommand(...words: readonly string[]): string {
  return `sudo test -x ${program} || exit ${NO_BACKUPS}; exec sudo ${program} ${words.join(" ")}`;
}

/** Refuses a stack whose runtime makes no backups. */
export function requireContainers({ runtime }: Pick<Deployed, "runtime">): void {
  if (runtime === "vms") throw new UsageError("Backups are made of services in containers: the stack has runtime vms.");
}

/** Why a host has no backups, and what to do. */
export function withoutBackups(hosts: readonly Pick<DeployedHost, "name">[]): string {
  const names = hosts.map(({ name }) => name).join(", ");
  return `Nothing is backed up on host ${names}: set the config key backupRepository, give services or volumes x-berth.backup, and run \`npx berth up\` (docs/backups.md).`;
}
