import { BackupPlan } from "@berth/resources/host-resources";
import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "../../compose/service-model";
import type { Host } from "../../host/host";
import type { BackupSettings } from "../run-args";
import { backupTargets } from "./backup-targets";

interface BackupArgs {
  readonly host: Host;
  /** What runs on it. */
  readonly compose: ComposeModel;
  readonly backup: BackupSettings;
}

/** Puts to a host what it backs up; a host with nothing to back up gets none. The plan goes with the host's machine. */
export function backupPlan(name: string, { host, compose, backup }: BackupArgs): BackupPlan | undefined {
  const stack = pulumi.getStack();
  const targets = backupTargets(compose, (volume) => `${compose.name}-${stack}-${volume}`);
  if (targets.length === 0) return undefined;
  const { repository, schedule, keep, password, environment } = backup;
  const place = { sshConfig: host.sshConfig, host: `${host.name}-admin`, generation: host.rootDiskId };
  return new BackupPlan(
    name,
    {
      ...place,
      repositoryHost: host.name,
      ...{ repository, schedule, keep: { ...keep } },
      targets: targets.map((target) =>
        target.kind === "service"
          ? { ...target, command: [...target.command], restore: [...target.restore] }
          : { ...target },
      ),
      ...{ password, environment },
    },
    { deletedWith: host.machine },
  );
}
