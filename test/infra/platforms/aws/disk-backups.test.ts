import type { PolicyStatement } from "@pulumi/aws/iam";
import { boundaryPolicy } from "../../../../bootstrap/aws-policies";
import { isList, isMap } from "../../../../packages/model/property";
import { awsConfig, awsRun } from "../../support/cloud-runs";
import { expectNothingToDo } from "../../support/cloud-suite";
import { shown } from "../../support/fake-cloud";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const boundary = "arn:aws:iam::000000000000:policy/ci-of-berth-boundary";
const config = {
  ...awsConfig,
  "berth:hosts": 2,
  "berth:adminCidrs": ["10.99.0.0/24"],
  "berth:diskBackups": 7,
  "berth:permissionsBoundary": boundary,
};
const run = awsRun(config);
const { stack } = run;
const { fake: cloud } = run.cloud;
afterAll(() => stack.dispose());
const tags = { ManagedBy: "pulumi", Project: "berth", Stack: "test" };

test("one policy makes a snapshot a day of each data volume, and keeps it for the days", async () => {
  await stack.run("up", config);
  expect(stack.messages("error")).toEqual([]);
  expect(run.created("aws:dlm/lifecyclePolicy:LifecyclePolicy")).toEqual([
    {
      description: "Daily snapshots of the data disks of berth-test",
      executionRoleArn: expect.stringMatching(/^arn:aws:test:::Role-\d+$/) as string,
      policyDetails: {
        resourceTypes: ["VOLUME"],
        targetTags: { DiskBackups: "berth-test" },
        schedules: [
          {
            name: "daily",
            createRule: { interval: 24, intervalUnit: "HOURS", times: "03:00" },
            retainRule: { interval: 7, intervalUnit: "DAYS" },
            copyTags: true,
          },
        ],
      },
      tags,
    },
  ]);
});

test("the data volumes have the policy's tag, and nothing else has it", () => {
  const tagged = cloud.history.filter(({ inputs }) => isMap(inputs.tags) && inputs.tags.DiskBackups !== undefined);
  expect(tagged.map(({ name, type }) => `${name} ${type}`).sort()).toEqual([
    "berth-test-2-data aws:ebs/volume:Volume",
    "berth-test-data aws:ebs/volume:Volume",
  ]);
});

test("its role is the service's, bounded, and reaches the stack's own volumes and snapshots", () => {
  const roles = run.created("aws:iam/role:Role");
  const [role] = roles.filter(({ assumeRolePolicy }) => JSON.stringify(assumeRolePolicy).includes("dlm.amazonaws.com"));
  expect(role).toMatchObject({ permissionsBoundary: boundary, tags });
  const own = { StringEquals: { "aws:ResourceTag/DiskBackups": "berth-test" } };
  const snapshots = "arn:aws:ec2:*::snapshot/*";
  expect(run.created("aws:iam/rolePolicy:RolePolicy").map(({ policy }) => policy)).toEqual([
    {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["ec2:DescribeInstances", "ec2:DescribeSnapshots", "ec2:DescribeVolumes"],
          Resource: "*",
        },
        { Effect: "Allow", Action: ["ec2:CreateSnapshot"], Resource: "arn:aws:ec2:*:*:volume/*", Condition: own },
        { Effect: "Allow", Action: ["ec2:CreateSnapshot", "ec2:CreateTags"], Resource: snapshots },
        { Effect: "Allow", Action: ["ec2:DeleteSnapshot"], Resource: snapshots, Condition: own },
      ],
    },
  ]);
});

test("bootstrap's boundary allows all that the role's policy does, and no more of EC2", () => {
  const [policy] = run.created("aws:iam/rolePolicy:RolePolicy").map((inputs) => inputs.policy);
  const used = isMap(policy) && isList(policy.Statement) ? policy.Statement.filter(isMap) : [];
  const pairs = (statements: readonly { readonly Action?: unknown; readonly Resource?: unknown }[]) =>
    statements
      .flatMap(({ Action, Resource }) => [Action].flat().map((action) => JSON.stringify([action, Resource])))
      .sort();
  const bounded = (boundaryPolicy().Statement as PolicyStatement[]).filter(({ Action }) =>
    JSON.stringify(Action).includes("ec2:"),
  );
  expect(pairs(used)).toEqual(pairs(bounded));
});

test("a second up changes nothing and makes no request to the cloud", async () => {
  await expectNothingToDo(run, config);
});

test("other days change the policy in place", async () => {
  await stack.run("up", { ...config, "berth:diskBackups": 30 });
  expect(cloud.takeCalls()).toEqual(["update berth-test-backups-daily"]);
});

const snapshot = "snap-00000000000000001";
const open = { ...config, "berth:protectData": false };
const restored = { ...open, "berth:generation": 2, "berth:dataSnapshots": { 1: snapshot, 2: "snap-00000002" } };

test("a protected disk is not replaced by what a snapshot has", async () => {
  const { summary } = await stack.run("up", { ...restored, "berth:protectData": true });
  expect(summary.result).toBe("failed");
  expect(stack.messages("error").join("\n")).toMatch(/berth-test.*-data.*protect/s);
  expect(cloud.takeCalls().filter((call) => / berth-test(-2)?-data$/.test(call))).toEqual([]);
});

test("a snapshot and a raised generation make a new machine with a disk from the snapshot; the old disk goes last", async () => {
  await stack.run("up", open);
  cloud.takeCalls();
  const { summary } = await stack.run("up", restored);
  expect(stack.messages("error")).toEqual([]);
  expect(summary.result).toBe("succeeded");
  const calls = cloud.calls.map(({ method, name, type }) => `${method} ${name} ${type.split(":").at(-1) ?? ""}`);
  const first = calls.filter((call) => / berth-test-(data|instance) /.test(call));
  expect(first.filter((call) => call.endsWith(" VolumeAttachment") || call.endsWith(" Instance"))).toEqual([
    "delete berth-test-data VolumeAttachment",
    "delete berth-test-instance Instance",
    "create berth-test-instance Instance",
    "create berth-test-data VolumeAttachment",
  ]);
  expect(first.indexOf("create berth-test-data Volume")).toBeLessThan(
    first.indexOf("create berth-test-data VolumeAttachment"),
  );
  expect(first.at(-1)).toBe("delete berth-test-data Volume");
  expect(volumes().slice(-2).sort()).toEqual(["berth-test-2-data snap-00000002", `berth-test-data ${snapshot}`]);
  cloud.takeCalls();
});

test("once the disk is there, the key may go: nothing is replaced, also with the disk protected again", async () => {
  const after = { ...open, "berth:generation": 2, "berth:protectData": true, "berth:diskBackups": 7 };
  await stack.run("up", after);
  expect(stack.messages("error")).toEqual([]);
  expect(cloud.takeCalls()).toEqual([]);
  await expectNothingToDo(run, after);
});

test("without backups policy and role are deleted, and the volumes lose the tag; nothing else changes", async () => {
  await stack.run("up", { ...open, "berth:generation": 2, "berth:diskBackups": 0 });
  expect(run.takeSortedCalls()).toEqual([
    "delete berth-test-backups-daily",
    "delete berth-test-backups-policy",
    "delete berth-test-backups-role",
    "update berth-test-2-data",
    "update berth-test-data",
  ]);
});

/** "name snapshot" of each data volume that was created. */
function volumes(): readonly string[] {
  const made = cloud.history.filter(({ method, type }) => method === "create" && type === "aws:ebs/volume:Volume");
  return made.map(({ name, inputs }) => `${name} ${shown(inputs.snapshotId)}`);
}
