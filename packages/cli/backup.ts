import { backupCommand, NO_BACKUPS, requireContainers, withoutBackups } from "./backup-program";
import { pickHost, readRunning } from "./deployed";
import { visiblyOnHost } from "./on-host";
import type { CommandLine } from "./parse-command-line";
import type { Stack } from "./stack";
import { UsageError } from "./usage-error";

/** `berth backup [--host NAME]`: backs up every service and volume now, one host after the other. Exit code 1: at least one has failed. */
export async function backup(stack: Stack, { texts }: CommandLine): Promise<number> {
  const deployed = await readRunning(stack);
  requireContainers(deployed);
  const named = texts.get("host");
  const hosts = named === undefined ? deployed.hosts : [pickHost(deployed, named)];
  const codes: number[] = [];
  for (const host of hosts) codes.push(await visiblyOnHost(host, { words: [backupCommand("run")], asAdmin: true }));
  if (codes.every((code) => code === NO_BACKUPS)) throw new UsageError(withoutBackups(hosts));
  return codes.every((code) => code === 0 || code === NO_BACKUPS) ? 0 : 1;
}
