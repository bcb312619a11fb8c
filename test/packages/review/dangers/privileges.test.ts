import { privilegeDangers } from "../../../../packages/review/dangers/privileges";
import type { JsonMap } from "../../../../packages/review/json";
import { plannedStep } from "../support/planned-step";

const grown = (type: string, before: JsonMap | undefined, after: JsonMap) =>
  privilegeDangers([
    plannedStep(type, before === undefined ? "create" : "update", { ...(before && { before }), after }),
  ]).map(({ text }) => text);

const confined: JsonMap = {
  hostname: "api",
  user: "10002:10002",
  readOnly: true,
  capabilities: { drops: ["ALL"] },
  securityOpts: ["no-new-privileges:true", "label=type:x"],
};

test.each([
  ["7efff54f-a5b4-42b5-a1c5-5411624893ce", "Disk Snapshot Contributor"],
  ["8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"],
])("a role of Azure has its name where a stack gives it away, and else its ID: %s", (id, name) => {
  const inputs = { roleDefinitionId: `/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/${id}` };
  expect(grown("azure-native:authorization:RoleAssignment", undefined, inputs)).toEqual([
    `\`it\` assigns role \`${name}\``,
  ]);
});

test("a confined container has no danger, a weak one has all of them", () => {
  const type = "docker:index/container:Container";
  expect(grown(type, undefined, confined)).toEqual([]);
  const weak: JsonMap = {
    hostname: "api",
    privileged: true,
    pidMode: "host",
    volumes: [{ hostPath: "/var/run/docker.sock" }],
    capabilities: { adds: ["CAP_SYS_ADMIN"] },
    securityOpts: ["label=disable"],
    user: "0:0",
    devices: [{ hostPath: "/dev/kvm" }],
  };
  expect(grown(type, confined, weak)).toEqual(
    [
      "gets capability `SYS_ADMIN`",
      "is privileged: it is root on its host",
      "shares the host's pid",
      "reaches `/var/run/docker.sock` of its host",
      "keeps Docker's default capabilities",
      "runs as root",
      "may write to its root file system",
      "runs unconfined",
      "may gain privileges",
      'gets device `"/dev/kvm"`',
    ].map((text) => `service \`api\` ${text}`),
  );
  expect(grown(type, weak, weak)).toEqual([]);
});

test("the capabilities that are new are one clause, whatever the service had before", () => {
  const type = "docker:index/container:Container";
  const having = (...adds: string[]): JsonMap => ({ ...confined, capabilities: { drops: ["ALL"], adds } });
  expect(grown(type, undefined, having("CAP_CHOWN", "CAP_SETUID"))).toEqual([
    "service `api` gets capabilities `CHOWN`, `SETUID`",
  ]);
  expect(grown(type, having("CAP_CHOWN"), having("CAP_CHOWN", "CAP_KILL"))).toEqual([
    "service `api` gets capability `KILL`",
  ]);
  expect(grown(type, having("CAP_CHOWN", "CAP_KILL"), having("CAP_KILL"))).toEqual([]);
});

test("IAM: what is new in a policy, who may assume a role, and an attachment", () => {
  const policy = (...actions: string[]): JsonMap => ({
    policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] }),
  });
  expect(grown("aws:iam/rolePolicy:RolePolicy", policy("s3:GetObject"), policy("s3:GetObject", "s3:*"))).toEqual([
    '`it` may now do `"s3:*" on "*"`',
  ]);
  expect(grown("aws:iam/rolePolicy:RolePolicy", policy("s3:*"), policy("s3:*"))).toEqual([]);
  const trust = (Service: string): JsonMap => ({
    assumeRolePolicy: { Statement: [{ Effect: "Allow", Principal: { Service } }] },
  });
  expect(grown("aws:iam/role:Role", trust("ec2.amazonaws.com"), trust("lambda.amazonaws.com"))).toEqual([
    '`it` may now be assumed by `{ Service: "lambda.amazonaws.com" }`',
  ]);
  expect(
    grown("aws:iam/rolePolicyAttachment:RolePolicyAttachment", undefined, {
      policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
    }),
  ).toEqual(["`it` attaches `AdministratorAccess` to a role"]);
});

test("reports a policy document that is not JSON as changed, without ending the review", () => {
  expect(grown("aws:iam/rolePolicy:RolePolicy", { policy: "{}" }, { policy: "{broken" })).toEqual([
    "the conditions of `it` change",
  ]);
});

test("a key or a sudo rule that comes into user-data", () => {
  const wrap = (text: string) => ({ userDataBase64: Buffer.from(text).toString("base64") });
  const base = "#cloud-config\nusers: []\n";
  expect(grown("aws:ec2/instance:Instance", wrap(base), wrap(`${base}#  - ssh-ed25519 AAAA mallory\n`))).toEqual([
    "user-data of `it` lets in another key or user: `#  - ssh-ed25519 AAAA mallory`",
  ]);
  expect(grown("aws:ec2/instance:Instance", wrap(base), wrap(`${base}timezone: UTC\n`))).toEqual([]);
});

test("SELinux rules that allow more", () => {
  const cil = (...lines: string[]): JsonMap => ({ cil: lines.join("\n") + "\n" });
  expect(
    grown(
      "berth:index:PolicyModule",
      cil("(type a_t)", "(allow a_t b_t (file (read)))"),
      cil("(type a_t)", "(allow a_t b_t (file (read)))", "(allow a_t shadow_t (file (read)))"),
    ),
  ).toEqual(["SELinux allows services more: `(allow a_t shadow_t (file (read)))`"]);
});
