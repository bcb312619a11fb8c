import type { ConfigFault, StackConfig } from "./config-schema";

type Keys = Pick<StackConfig, "dataSnapshots" | "runtime" | "hosts">;

/** How a cloud identifies a snapshot. */
export interface SnapshotForm {
  readonly form: RegExp;
  readonly must: string;
}

/** Every fault of the snapshots that data disks begin with. With runtime vms the services number the hosts, not this config. */
export function snapshotFaults(
  { dataSnapshots, runtime, hosts }: Keys,
  { form, must }: SnapshotForm,
): readonly ConfigFault[] {
  const key = "dataSnapshots";
  return Object.entries(dataSnapshots).flatMap(([host, value]) => [
    ...(form.test(value) ? [] : [{ key, rule: `must be ${must}, for host ${host}`, value }]),
    ...(runtime === "containers" && Number(host) > hosts
      ? [{ key, rule: `must name hosts from 1 to ${hosts}, which is what hosts has`, value: host }]
      : []),
  ]);
}

/** Every fault of these keys on a platform without snapshots of a cloud. */
export function faultsWithoutSnapshots({
  diskBackups,
  dataSnapshots,
  target,
}: Pick<StackConfig, "diskBackups" | "dataSnapshots" | "target">): readonly ConfigFault[] {
  const backups = {
    key: "diskBackups",
    rule: `must be 0 on ${target}: a cloud makes them; backupRepository backs services up there too, see docs/backups.md`,
    value: String(diskBackups),
  };
  const snapshots = {
    key: "dataSnapshots",
    rule: `must be empty on ${target}: they are a cloud's`,
    value: JSON.stringify(dataSnapshots),
  };
  return [...(diskBackups === 0 ? [] : [backups]), ...(Object.keys(dataSnapshots).length === 0 ? [] : [snapshots])];
}
