import { integer, map, type Rule } from "./config-rules";

/** What the configuration has about snapshots of data disks. */
export interface DiskKeys {
  /** Days that a cloud keeps a daily snapshot of each data disk; 0: it makes none. */
  readonly diskBackups: number;
  /** Number of a host → the snapshot that its data disk begins with, as the cloud identifies it. */
  readonly dataSnapshots: Readonly<Record<string, string>>;
}

/** AWS keeps 1000 snapshots of a policy and Azure Backup 450 of a disk. */
const mostDays = 365;

/** The rules and defaults of these keys. */
export const diskSchema: { readonly [K in keyof DiskKeys]: Rule<DiskKeys[K]> } = {
  diskBackups: integer(0, mostDays, 0),
  dataSnapshots: map(
    /^([1-9]|1[0-6])$/,
    "a map from numbers of hosts, 1 to 16, to snapshots in the cloud's own words",
    /^[\w./()-]{1,400}$/,
  ),
};
