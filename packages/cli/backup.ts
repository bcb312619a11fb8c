import { runVisible } from "@berth/process/run-visible";
import { backupCommand, NO_BACKUPS, requireContainers, withoutBackups } from "./backup-program";
import { type DeployedHost, pickHost, readRunning } from "./deployed";
import type { CommandLine } from "./parse-command-line";
import { projectFolder, type Stack } from "./stack";
import { UsageError } from "./usage-error";

/** `berth backup [--host NAME]`: backs up every service and volume now, one host after the other. Exit code 1: at least one has failed. */
export async function backup(stack: Stack, { texts }: CommandLine): Promise<number> {
  const deployed = await readRunning(stack);
  requireContainers(deployed);
  const named = texts.get("host");
  const hosts = named === undefined ? deployed.hosts : [pickHost(deployed, named)];
  const codes: number[] = [];
  for (const host of hosts) codes.push(await backUp(host));
  if (codes.every((code) => code === NO_BACKUPS)) throw new UsageError(withoutBackups(hosts));
  return codes.every((code) => code === 0 || code === NO_BACKUPS) ? 0 : 1;
}

function backUp({ sshConfig, name }: DeployedHost): Promise<number> {
  return runVisible(["ssh", "-F", sshConfig, `${name}-admin`, backupCommand("run")], { cwd: projectFolder });
}
