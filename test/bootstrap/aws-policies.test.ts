import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
import { awsCalls } from "../../bootstrap/aws-calls";
import { boundaryPolicy, deployPolicy } from "../../bootstrap/aws-policies";

const boundary = "arn:aws:iam::000000000000:policy/ci-of-berth-boundary";
const state = ["arn:aws:s3:::state", "arn:aws:kms:eu-central-1:000000000000:key/1"] as const;
const deploy = deployPolicy(...state, { boundary, prefix: "berth-" });
/** AWS's limit of all inline policies of a role. */
const mostCharacters = 10_240;

test.each(Object.entries(awsCalls))("the deploy role is allowed every call that %s makes", (_type, calls) => {
  expect(calls.filter((call) => allowing(deploy, call).length === 0)).toEqual([]);
});

test("the deploy role is allowed what the table and the state have, and nothing else is a wildcard but reading", () => {
  const wildcards = statements(deploy, "Allow")
    .flatMap(actionsOf)
    .filter((action) => action.includes("*"));
  expect(wildcards).toEqual(["ec2:Describe*", "ec2:Get*", "elasticloadbalancing:Describe*"]);
});

test("the deploy role's policy is inside of AWS's limit", () => {
  expect(JSON.stringify(deploy).length).toBeLessThan(mostCharacters);
});

test.each(["CreateRole", "PutRolePolicy", "PutRolePermissionsBoundary"])(
  "a role gets rights by %s only with the boundary",
  (call) => {
    expect(allowing(deploy, `iam:${call}`).map(({ Resource, Condition }) => ({ Resource, Condition }))).toEqual([
      {
        Resource: ["arn:aws:iam::*:role/berth-*", "arn:aws:iam::*:instance-profile/berth-*"],
        Condition: { StringEquals: { "iam:PermissionsBoundary": boundary } },
      },
    ]);
  },
);

test("the deploy role of a project with another name may make the roles of that project", () => {
  const [statement] = allowing(deployPolicy(...state, { boundary, prefix: "shop-" }), "iam:CreateRole");
  expect(statement?.Resource).toEqual(["arn:aws:iam::*:role/shop-*", "arn:aws:iam::*:instance-profile/shop-*"]);
});

test("the boundary cannot be removed, exchanged or rewritten, not even with another policy of the role", () => {
  const denied = statements(deploy, "Deny").map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition }));
  expect(denied).toEqual([
    { Action: "iam:DeleteRolePermissionsBoundary", Resource: "*", Condition: undefined },
    {
      Action: "iam:PutRolePermissionsBoundary",
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundary } },
    },
    {
      Action: ["iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion"],
      Resource: boundary,
      Condition: undefined,
    },
  ]);
});

test.each([
  "iam:UpdateAssumeRolePolicy",
  "iam:AttachRolePolicy",
  "iam:CreateUser",
  "iam:CreatePolicy",
  "sts:AssumeRole",
])("the deploy role is not allowed %s", (call) => {
  expect(allowing(deploy, call)).toEqual([]);
});

const linkedServices = [
  "ec2-instance-connect.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
  "events.amazonaws.com",
];

test("service-linked roles are made for the three services that need one, and for no others", () => {
  expect(allowing(deploy, "iam:CreateServiceLinkedRole").map(({ Condition }) => Condition)).toEqual([
    { StringEquals: { "iam:AWSServiceName": linkedServices } },
  ]);
});

test("a role of a stack can neither reach IAM nor another service than the registry, the logs and the snapshots of volumes", () => {
  const actions = statements(boundaryPolicy(), "Allow").flatMap(actionsOf);
  const services = actions.map((action) => action.split(":")[0]);
  expect([...new Set(services)]).toEqual(["ecr", "logs", "ec2"]);
  expect([...new Set(actions.filter((action) => action.startsWith("ec2:")))]).toEqual([
    "ec2:DescribeInstances",
    "ec2:DescribeSnapshots",
    "ec2:DescribeVolumes",
    "ec2:CreateSnapshot",
    "ec2:CreateTags",
    "ec2:DeleteSnapshot",
  ]);
});

test("a role of a stack tags and deletes snapshots only, and makes them of volumes only", () => {
  const changing = statements(boundaryPolicy(), "Allow").filter((statement) =>
    actionsOf(statement).some((action) => /^ec2:(Create|Delete)/.test(action)),
  );
  expect(changing.map(({ Action, Resource }) => [Action, Resource])).toEqual([
    [["ec2:CreateSnapshot"], "arn:aws:ec2:*:*:volume/*"],
    [["ec2:CreateSnapshot", "ec2:CreateTags", "ec2:DeleteSnapshot"], "arn:aws:ec2:*::snapshot/*"],
  ]);
});

test("a role is passed to the machines, the flow logs and the snapshots, and to no other service", () => {
  expect(allowing(deploy, "iam:PassRole").map(({ Condition }) => Condition)).toEqual([
    {
      StringEquals: {
        "iam:PassedToService": ["ec2.amazonaws.com", "vpc-flow-logs.amazonaws.com", "dlm.amazonaws.com"],
      },
    },
  ]);
});

function statements(document: PolicyDocument, effect: "Allow" | "Deny"): readonly PolicyStatement[] {
  return (document.Statement as readonly PolicyStatement[]).filter(({ Effect }) => Effect === effect);
}

function allowing(document: PolicyDocument, call: string): readonly PolicyStatement[] {
  return statements(document, "Allow").filter((statement) =>
    actionsOf(statement).some((action) => new RegExp(`^${action.replaceAll("*", ".*")}$`).test(call)),
  );
}

function actionsOf({ Action }: PolicyStatement): readonly string[] {
  return [Action ?? []].flat() as readonly string[];
}
