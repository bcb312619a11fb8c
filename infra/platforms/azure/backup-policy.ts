import * as dataprotection from "@pulumi/azure-native/dataprotection";
import type { input } from "@pulumi/azure-native/types";

/** What Azure Backup calls a managed disk. */
export const diskType = "Microsoft.Compute/disks";

/** UTC: the quiet hours of Europe and America; the day only says when the repetition began. */
const everyDay = "R/2026-01-01T03:00:00+00:00/P1D";

/** An incremental snapshot of a disk every day, each kept for the days. */
export function backupPolicy(days: number): input.dataprotection.BackupPolicyArgs {
  const snapshots = {
    objectType: "DataStoreInfoBase",
    dataStoreType: dataprotection.DataStoreTypes.OperationalStore,
  } as const;
  return {
    objectType: "BackupPolicy",
    datasourceTypes: [diskType],
    policyRules: [
      {
        objectType: "AzureBackupRule",
        name: "Daily",
        backupParameters: { objectType: "AzureBackupParams", backupType: "Incremental" },
        dataStore: snapshots,
        trigger: {
          objectType: "ScheduleBasedTriggerContext",
          schedule: { repeatingTimeIntervals: [everyDay], timeZone: "UTC" },
          taggingCriteria: [{ isDefault: true, taggingPriority: 99, tagInfo: { tagName: "Default" } }],
        },
      },
      {
        objectType: "AzureRetentionRule",
        name: "Default",
        isDefault: true,
        lifecycles: [
          {
            deleteAfter: { objectType: "AbsoluteDeleteOption", duration: `P${days}D` },
            sourceDataStore: snapshots,
            targetDataStoreCopySettings: [],
          },
        ],
      },
    ],
  };
}
