import { azureConfig, azureRun } from "../../support/cloud-runs";
import { expectNothingToDo } from "../../support/cloud-suite";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const config = { ...azureConfig, "berth:hosts": 2, "berth:diskBackups": 7 };
const run = azureRun(config);
const { stack } = run;
const { fake: cloud } = run.cloud;
afterAll(() => stack.dispose());
const tags = { ManagedBy: "pulumi", Project: "berth", Stack: "test" };
const resourceGroupName = expect.stringMatching(/^ResourceGroup-\d+$/) as string;
const diskId = expect.stringMatching(/\/Microsoft\.Compute\/disks\/Disk-\d+$/) as string;
const groupId = expect.stringMatching(/^\/subscriptions\/0000\/resourceGroups\/ResourceGroup-\d+$/) as string;
const vaultIdentity = expect.stringMatching(/^identity-of-BackupVault-\d+$/) as string;
const roleId = (id: string) => `/subscriptions/0000/providers/Microsoft.Authorization/roleDefinitions/${id}`;

test("a vault with an identity of its own is in the stack's group, and deletes for good", async () => {
  await stack.run("up", config);
  expect(stack.messages("error")).toEqual([]);
  expect(run.created("azure-native:dataprotection:BackupVault")).toEqual([
    {
      vaultName: "disk-backups",
      resourceGroupName,
      location: "westeurope",
      identity: { type: "SystemAssigned" },
      properties: {
        storageSettings: [{ datastoreType: "VaultStore", type: "LocallyRedundant" }],
        securitySettings: { softDeleteSettings: { state: "Off" } },
      },
      tags,
    },
  ]);
});

test("its policy makes an incremental snapshot a day, and keeps it for the days", () => {
  const dataStore = { objectType: "DataStoreInfoBase", dataStoreType: "OperationalStore" };
  expect(run.created("azure-native:dataprotection:BackupPolicy")).toEqual([
    {
      resourceGroupName,
      vaultName: "disk-backups",
      properties: {
        objectType: "BackupPolicy",
        datasourceTypes: ["Microsoft.Compute/disks"],
        policyRules: [
          {
            objectType: "AzureBackupRule",
            name: "Daily",
            backupParameters: { objectType: "AzureBackupParams", backupType: "Incremental" },
            dataStore,
            trigger: {
              objectType: "ScheduleBasedTriggerContext",
              schedule: { repeatingTimeIntervals: ["R/2026-01-01T03:00:00+00:00/P1D"], timeZone: "UTC" },
              taggingCriteria: [{ isDefault: true, taggingPriority: 99, tagInfo: { tagName: "Default" } }],
            },
          },
          {
            objectType: "AzureRetentionRule",
            name: "Default",
            isDefault: true,
            lifecycles: [
              {
                deleteAfter: { objectType: "AbsoluteDeleteOption", duration: "P7D" },
                sourceDataStore: dataStore,
                targetDataStoreCopySettings: [],
              },
            ],
          },
        ],
      },
    },
  ]);
});

test("each data disk is backed up into the group of snapshots", () => {
  const instance = (host: string) => ({
    resourceGroupName,
    vaultName: "disk-backups",
    properties: {
      objectType: "BackupInstance",
      friendlyName: `${host}-data`,
      dataSourceInfo: {
        objectType: "Datasource",
        datasourceType: "Microsoft.Compute/disks",
        resourceType: "Microsoft.Compute/disks",
        resourceID: diskId,
        resourceUri: diskId,
        resourceName: expect.stringMatching(/^Disk-\d+$/) as string,
        resourceLocation: "westeurope",
      },
      policyInfo: {
        policyId: expect.stringMatching(/^BackupPolicy-\d+$/) as string,
        policyParameters: {
          dataStoreParametersList: [
            {
              objectType: "AzureOperationalStoreParameters",
              dataStoreType: "OperationalStore",
              resourceGroupId: groupId,
            },
          ],
        },
      },
    },
    tags,
  });
  const made = run.created("azure-native:dataprotection:BackupInstance");
  expect(made).toHaveLength(2);
  expect(made).toEqual(expect.arrayContaining([instance("berth-test"), instance("berth-test-2")]));
});

test("the vault may read these disks and make snapshots in their group, before a disk is backed up, and no more", () => {
  const right = { principalId: vaultIdentity, principalType: "ServicePrincipal" };
  const reads = { ...right, roleDefinitionId: roleId("3e5e47e6-65f7-47ef-90b5-e5dd4d455f24"), scope: diskId };
  const snapshots = { ...right, roleDefinitionId: roleId("7efff54f-a5b4-42b5-a1c5-5411624893ce"), scope: groupId };
  const rights = run.created("azure-native:authorization:RoleAssignment");
  expect(rights).toHaveLength(3);
  expect(rights).toEqual(expect.arrayContaining([reads, reads, snapshots]));
  const order = cloud.history.map(({ type }) => type.split(":").at(-1));
  expect(order.lastIndexOf("BackupInstance")).toBeGreaterThan(order.lastIndexOf("RoleAssignment"));
});

test("a second up changes nothing and makes no request to the cloud", async () => {
  await expectNothingToDo(run, config);
});

test("other days are another policy, to which the disks go over before the old one is deleted", async () => {
  await stack.run("up", { ...config, "berth:diskBackups": 30 });
  expect(stack.messages("error")).toEqual([]);
  const calls = cloud.takeCalls();
  expect([calls[0], [...calls.slice(1, -1)].sort(), calls.at(-1)]).toEqual([
    "create berth-test-backups-daily",
    ["update berth-test-2-backup", "update berth-test-backup"],
    "delete berth-test-backups-daily",
  ]);
});

test("backups of protected data do not end, because their snapshots would end with them", async () => {
  const { summary } = await stack.run("up", { ...config, "berth:diskBackups": 0 });
  expect(summary.result).toBe("failed");
  expect(stack.messages("error").join("\n")).toMatch(/berth-test-backup.*protect/s);
  await stack.run("up", { ...config, "berth:diskBackups": 30 });
  cloud.takeCalls();
});

const snapshot = "/subscriptions/0000/resourceGroups/kept/providers/Microsoft.Compute/snapshots/before";
const open = { ...config, "berth:diskBackups": 30, "berth:protectData": false };
const restored = { ...open, "berth:generation": 2, "berth:dataSnapshots": { 2: snapshot } };

test("a snapshot and a raised generation make a new machine with a disk from the snapshot, which is backed up from then on", async () => {
  await stack.run("up", open);
  cloud.takeCalls();
  await stack.run("up", restored);
  expect(stack.messages("error")).toEqual([]);
  const calls = cloud.calls
    .filter(({ name }) => name.startsWith("berth-test-2"))
    .map(({ method, name, type }) => `${method} ${name} ${type.split(":").at(-1) ?? ""}`);
  expect(calls.slice().sort()).toEqual([
    "create berth-test-2-backup BackupInstance",
    "create berth-test-2-backup RoleAssignment",
    "create berth-test-2-data Disk",
    "create berth-test-2-machine VirtualMachine",
    "delete berth-test-2-backup BackupInstance",
    "delete berth-test-2-backup RoleAssignment",
    "delete berth-test-2-data Disk",
    "delete berth-test-2-machine VirtualMachine",
  ]);
  const at = (call: string) => calls.findIndex((each) => each.startsWith(call));
  expect(at("create berth-test-2-data")).toBeLessThan(at("create berth-test-2-machine"));
  expect(at("create berth-test-2-backup BackupInstance")).toBeLessThan(at("delete berth-test-2-backup BackupInstance"));
  expect(calls.at(-1)).toBe("delete berth-test-2-data Disk");
  const disks = run.created("azure-native:compute:Disk").map(({ creationData }) => creationData);
  expect(disks).toEqual([
    { createOption: "Empty" },
    { createOption: "Empty" },
    { createOption: "Copy", sourceResourceId: snapshot },
  ]);
  cloud.takeCalls();
});

test("once the disk is there, the key may go: nothing is replaced", async () => {
  const after = { ...open, "berth:generation": 2 };
  await stack.run("up", after);
  expect(stack.messages("error")).toEqual([]);
  expect(cloud.takeCalls()).toEqual([]);
  await expectNothingToDo(run, after);
});

test("without backups all of it is deleted, the disks' backups before the rights that delete their snapshots", async () => {
  await stack.run("up", { ...open, "berth:generation": 2, "berth:diskBackups": 0 });
  const calls = cloud.calls.map(({ method, name, type }) => `${method} ${name} ${type.split(":").at(-1) ?? ""}`);
  expect(calls.slice().sort()).toEqual([
    "delete berth-test-2-backup BackupInstance",
    "delete berth-test-2-backup RoleAssignment",
    "delete berth-test-backup BackupInstance",
    "delete berth-test-backup RoleAssignment",
    "delete berth-test-backups-daily BackupPolicy",
    "delete berth-test-backups-snapshots ResourceGroup",
    "delete berth-test-backups-snapshots RoleAssignment",
    "delete berth-test-backups-vault BackupVault",
  ]);
  expect(calls.slice(0, 2).every((call) => call.endsWith(" BackupInstance"))).toBe(true);
  expect(cloud.calls.filter(({ inputs }) => inputs.creationData !== undefined)).toEqual([]);
});
