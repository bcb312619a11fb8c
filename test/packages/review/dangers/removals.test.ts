import { removalDangers } from "../../../../packages/review/dangers/removals";
import { plannedState, plannedStep } from "../support/planned-step";

const volume = (operation: string, retainOnDelete: boolean) =>
  removalDangers([
    plannedStep("docker:index/volume:Volume", operation, {}, { before: plannedState({}, { retainOnDelete }) }),
  ]).map(({ text }) => text);

test.each([
  [
    "aws:dlm/lifecyclePolicy:LifecyclePolicy",
    "delete",
    "delete backup",
    "backup `it` is deleted: no more snapshots of data disks are made, and those that are there stay until you delete them",
  ],
  [
    "azure-native:dataprotection:BackupInstance",
    "delete",
    "delete backup",
    "backup `it` is deleted, and all snapshots that it made of the disk with it",
  ],
  [
    "azure-native:dataprotection:BackupInstance",
    "replace",
    "replace backup",
    "backup `it` is replaced because what it depends on is replaced, and all snapshots that it made of the disk with it",
  ],
])("the end of backups is a danger that says what happens to the snapshots: %s, %s", (type, operation, rule, text) => {
  expect(removalDangers([plannedStep(type, operation, {}, { before: plannedState({}) })])).toEqual([
    expect.objectContaining({ rule, group: "removal", text }),
  ]);
});

test("a schedule or a vault is not a danger of its own: the backups of the disks go with it", () => {
  const steps = ["BackupPolicy", "BackupVault"].map((name) =>
    plannedStep(`azure-native:dataprotection:${name}`, "delete", {}, { before: plannedState({}) }),
  );
  expect(removalDangers(steps)).toEqual([]);
});

test("reports what happens to a volume's data, whether the volume is deleted or recreated", () => {
  expect(volume("delete", true)).toEqual(["volume `it` is deleted from the stack; its data stays on the host's disk"]);
  expect(volume("replace", true)).toEqual([
    "volume `it` is replaced because what it depends on is replaced; its data stays on the host's disk",
  ]);
  expect(volume("delete", false)).toEqual(["volume `it` is deleted, and all its data is lost"]);
});
