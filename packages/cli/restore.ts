import { backupCommand, NO_BACKUPS, requireContainers, withoutBackups } from "./backup-program";
import { type Deployed, type DeployedHost, pickHost, readRunning } from "./deployed";
import { visiblyOnHost } from "./on-host";
import type { CommandLine } from "./parse-command-line";
import type { Stack } from "./stack";
import { UsageError } from "./usage-error";

const targetName = /^((service|volume):)?[A-Za-z0-9][A-Za-z0-9._-]*$/;
const snapshotId = /^[0-9a-f]{4,64}$/;

/**
 * `berth restore TARGET [--snapshot ID] [--host NAME] --yes`: puts a backup in the place of what a service's database or a volume has
 * now. Until the whole backup is on the host, nothing of that changes. Without --yes it changes nothing.
 */
export async function restore(stack: Stack, { flags, texts, positionals }: CommandLine): Promise<number> {
  const words = restoreWords(positionals[0] ?? "", texts.get("snapshot"));
  const deployed = await readRunning(stack);
  requireContainers(deployed);
  const host = hostWith(deployed, words[1] ?? "", texts.get("host"));
  if (!flags.has("yes"))
    throw new UsageError(
      `A restore replaces what ${words[1] ?? ""} has now on host ${host.name} by ${words[2] === undefined ? "its newest backup" : `backup ${words[2]}`}. Give --yes to do it.`,
    );
  const code = await visiblyOnHost(host, { words: [backupCommand(...words)], asAdmin: true });
  if (code === NO_BACKUPS) throw new UsageError(withoutBackups([host]));
  return code;
}

/** The words for the host's program: they hold nothing that is special to a shell. Throws for others. */
export function restoreWords(target: string, snapshot: string | undefined): readonly string[] {
  if (!targetName.test(target))
    throw new UsageError(
      `${JSON.stringify(target)} is not the name of a service or a volume, for example: npx berth restore db`,
    );
  if (snapshot !== undefined && !snapshotId.test(snapshot))
    throw new UsageError(
      `--snapshot must be an id that \`npx berth backups\` lists (got ${JSON.stringify(snapshot)}).`,
    );
  return ["restore", target, ...(snapshot === undefined ? [] : [snapshot])];
}

/** The named host, the only one, or the only one that runs the service. Throws where that is none of several. */
export function hostWith(deployed: Pick<Deployed, "hosts">, target: string, name: string | undefined): DeployedHost {
  if (name !== undefined || deployed.hosts.length === 1) return pickHost(deployed, name);
  const service = target.replace(/^service:/, "");
  const [running, another] = deployed.hosts.filter(({ services }) => services.includes(service));
  if (running !== undefined && another === undefined) return running;
  const names = deployed.hosts.map((each) => each.name).join(", ");
  throw new UsageError(`Name the host on which ${target} is restored with --host: ${names}.`);
}
