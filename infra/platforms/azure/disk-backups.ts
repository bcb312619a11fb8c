import type * as compute from "@pulumi/azure-native/compute";
import * as dataprotection from "@pulumi/azure-native/dataprotection";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { backupPolicy, diskType } from "./backup-policy";
import { roleAssignment } from "./role-assignment";

export interface DiskBackupsArgs {
  resourceGroupName: pulumi.Input<string>;
  location: string;
  /** Host → its data disk. */
  disks: ReadonlyMap<string, compute.Disk>;
  /** How long a snapshot is kept. */
  days: number;
  /** Pulumi refuses to end the backup of a disk, because its snapshots end with it. */
  protectData: boolean;
  tags: Record<string, string>;
}

/** A vault's name is at most 50 characters; it is alone in the stack's own resource group. */
const vaultName = "disk-backups";

/** A daily snapshot of each data disk, which a Backup vault makes and deletes, in a resource group of their own. */
export class DiskBackups extends pulumi.ComponentResource {
  constructor(
    private readonly name: string,
    private readonly args: DiskBackupsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("berth:azure:DiskBackups", name, {}, opts);
    const { resourceGroupName, location, disks, days, tags } = args;
    // Of their own, so that the vault's right to snapshots reaches nothing else.
    const group = new ResourceGroup(`${name}-snapshots`, { location, tags }, { parent: this });
    const vault = this.vault();
    const principalId = pulumi.all([vault.identity, vault.systemData]).apply(([identity]) => known(identity));
    const policy = new dataprotection.BackupPolicy(
      `${name}-daily`,
      { resourceGroupName, vaultName: vault.name, properties: backupPolicy(days) },
      // Azure's other providers replace a policy too; the disks go over to the new one before the old one is deleted.
      { parent: this, replaceOnChanges: ["properties"] },
    );
    const maySnapshot = roleAssignment(
      `${name}-snapshots`,
      { principalId, role: "diskSnapshotContributor", scope: group.id },
      this,
    );
    for (const [host, disk] of disks) {
      const mayRead = roleAssignment(`${host}-backup`, { principalId, role: "diskBackupReader", scope: disk.id }, this);
      this.backUp(host, disk, { vault, policy, group, rights: [maySnapshot, mayRead] });
    }
    this.registerOutputs();
  }

  private vault(): dataprotection.BackupVault {
    const { resourceGroupName, location, tags } = this.args;
    return new dataprotection.BackupVault(
      `${this.name}-vault`,
      {
        vaultName,
        resourceGroupName,
        location,
        identity: { type: "SystemAssigned" },
        properties: {
          // Azure wants it of every vault; snapshots of disks are not in it.
          storageSettings: [
            {
              datastoreType: dataprotection.StorageSettingStoreTypes.VaultStore,
              type: dataprotection.StorageSettingTypes.LocallyRedundant,
            },
          ],
          // A vault with something deleted softly can't be deleted for 14 days, and snapshots are outside of the vault anyway.
          securitySettings: { softDeleteSettings: { state: dataprotection.SoftDeleteState.Off } },
        },
        tags,
      },
      { parent: this },
    );
  }

  private backUp(host: string, disk: compute.Disk, { vault, policy, group, rights }: Parts): void {
    const { resourceGroupName, location, protectData, tags } = this.args;
    const { OperationalStore } = dataprotection.DataStoreTypes;
    new dataprotection.BackupInstance(
      `${host}-backup`,
      {
        resourceGroupName,
        vaultName: vault.name,
        properties: {
          objectType: "BackupInstance",
          friendlyName: `${host}-data`,
          dataSourceInfo: {
            objectType: "Datasource",
            datasourceType: diskType,
            resourceType: diskType,
            resourceID: disk.id,
            resourceUri: disk.id,
            resourceName: disk.name,
            resourceLocation: location,
          },
          policyInfo: {
            policyId: policy.id,
            policyParameters: {
              dataStoreParametersList: [
                {
                  objectType: "AzureOperationalStoreParameters",
                  dataStoreType: OperationalStore,
                  resourceGroupId: group.id,
                },
              ],
            },
          },
        },
        tags,
      },
      {
        parent: this,
        protect: protectData,
        replaceOnChanges: ["properties.dataSourceInfo"],
        // The vault deletes the snapshots by these rights, so they go after.
        dependsOn: [...rights],
      },
    );
  }
}

interface Parts {
  readonly vault: dataprotection.BackupVault;
  readonly policy: dataprotection.BackupPolicy;
  readonly group: ResourceGroup;
  readonly rights: readonly pulumi.Resource[];
}

/** What Azure always gives and its types do not promise. */
function known(identity: { readonly principalId: string } | undefined): string {
  if (identity === undefined) throw new pulumi.RunError("Azure gave the Backup vault no identity");
  return identity.principalId;
}
