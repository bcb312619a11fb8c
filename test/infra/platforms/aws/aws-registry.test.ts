import type { PolicyStatement } from "@pulumi/aws/iam";
import { boundaryPolicy } from "../../../../bootstrap/aws-policies";
import { isList, isMap, type PropertyValue } from "../../../../packages/model/property";
import { awsConfig, awsRun } from "../../support/cloud-runs";
import { expectNothingToDo } from "../../support/cloud-suite";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const config = {
  ...awsConfig,
  "berth:adminCidrs": ["10.99.0.0/24"],
  "berth:registry": "ecr",
  "berth:domain": "links.example.org",
  "berth:dnsZone": "Z0123456789ABC/example.org",
  "test:names": ["links.example.org", "example.org"],
  "berth:flowLogs": true,
  "berth:permissionsBoundary": "arn:aws:iam::000000000000:policy/ci-of-berth-boundary",
};
const run = awsRun(config);
afterAll(() => run.stack.dispose());
const tags = { ManagedBy: "pulumi", Project: "berth", Stack: "test" };

test("each service gets a repository, scanned at each push, kept small, with its address as an output", async () => {
  const { outputs } = await run.stack.run("up", config);
  expect(run.stack.messages("error")).toEqual([]);
  const repository = {
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfigurations: [{ encryptionType: "AES256" }],
    imageTagMutability: "MUTABLE",
    forceDelete: true,
    tags,
  };
  expect(run.created("aws:ecr/repository:Repository")).toEqual([repository, repository]);
  const policies = run.created("aws:ecr/lifecyclePolicy:LifecyclePolicy");
  expect(policies.map(({ policy }) => JSON.stringify(policy).length > 100)).toEqual([true, true]);
  expect(outputs.registryAddress).toBe("000000000000.dkr.ecr.eu-central-1.amazonaws.com");
  expect(outputs.repositories).toEqual({
    web: expect.stringMatching(/^000000000000\.dkr\.ecr\.eu-central-1\.amazonaws\.com\/repository-\d+$/) as string,
    db: expect.stringMatching(/^000000000000\.dkr\.ecr\.eu-central-1\.amazonaws\.com\/repository-\d+$/) as string,
  });
});

test("the hosts' role may pull from these repositories, and do nothing else in the registry", () => {
  const policies = run.created("aws:iam/rolePolicy:RolePolicy").map(({ policy }) => policy);
  const [policy, ...more] = policies.filter((each) => JSON.stringify(each).includes("ecr:"));
  expect(more).toEqual([]);
  expect(policy).toEqual({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: "*" },
      {
        Effect: "Allow",
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Resource: [
          expect.stringMatching(/^arn:aws:ecr:eu-central-1:000000000000:repository\/repository-\d+$/) as string,
          expect.stringMatching(/^arn:aws:ecr:eu-central-1:000000000000:repository\/repository-\d+$/) as string,
        ],
      },
    ],
  });
});

test("every role has the boundary of the config, and bootstrap's boundary allows all that the roles' policies do", () => {
  const roles = run.created("aws:iam/role:Role");
  expect(roles.map(({ permissionsBoundary }) => permissionsBoundary)).toEqual(
    Array.from({ length: 2 }, () => config["berth:permissionsBoundary"]),
  );
  const allowed = (boundaryPolicy().Statement as PolicyStatement[]).flatMap(({ Action }) => Action as string[]);
  const used = run.created("aws:iam/rolePolicy:RolePolicy").flatMap(({ policy }) => actionsOf(policy));
  // disk-backups.test.ts compares the rest, with its resources.
  const others = allowed.filter((action) => !action.startsWith("ec2:"));
  expect([...new Set(used)].sort()).toEqual(others.sort());
});

test("each host name, the zone's own too, leads to its host", () => {
  const record = { zoneId: "Z0123456789ABC", type: "A", ttl: 300, records: ["203.0.113.1"] };
  const records = run.created("aws:route53/record:Record");
  expect(records).toHaveLength(2);
  expect(records).toEqual(
    expect.arrayContaining([
      { ...record, name: "links.example.org" },
      { ...record, name: "example.org" },
    ]),
  );
});

test("a second up changes nothing and makes no request to the cloud", async () => {
  await expectNothingToDo(run, config);
});

test("a second host leaves registry and record as they are; without a registry it goes, and its images with it", async () => {
  await run.stack.run("up", { ...config, "berth:hosts": 2 });
  expect(run.takeSortedCalls().filter((call) => !call.startsWith("create berth-test-2"))).toEqual([]);
  await run.stack.run("up", { ...config, "berth:hosts": 2, "berth:registry": "none" });
  expect(run.takeSortedCalls()).toEqual([
    "delete berth-test-registry-db",
    "delete berth-test-registry-db",
    "delete berth-test-registry-pull",
    "delete berth-test-registry-web",
    "delete berth-test-registry-web",
  ]);
});

function actionsOf(policy: PropertyValue | undefined): readonly PropertyValue[] {
  const statements = isMap(policy) && isList(policy.Statement) ? policy.Statement.filter(isMap) : [];
  return statements.flatMap(({ Action }) => (isList(Action) ? Action : [Action ?? ""]));
}
