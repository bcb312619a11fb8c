import { isMap, type PropertyMap } from "../../../engine/property";
import { decodeUserData } from "../../../infra/user-data";
import { CloudStack } from "../support/cloud-stack";
import { shown } from "../support/fake-cloud";
import { fakeAws } from "../support/fake-aws";
import type { FakeCloud } from "../support/fake-cloud";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const config = {
  "berth:target": "aws",
  "aws:region": "eu-central-1",
  // No real images: the ids say so.
  "berth:image": "ami-00000000000000001",
  "berth:adminCidrs": ["198.51.100.0/24"],
};
let cloud: FakeCloud;
let stack: CloudStack;
let text: string;

beforeAll(() => {
  cloud = fakeAws();
  stack = new CloudStack("test/infra/programs/cloud-host.ts", { aws: cloud });
});
afterAll(() => stack.dispose());

function created(type: string): readonly PropertyMap[] {
  return cloud.calls.filter((call) => call.method === "create" && call.type === type).map(({ inputs }) => inputs);
}

test("a first up makes the host; every output of it is known", async () => {
  const { outputs } = await stack.run("up", config);
  expect(stack.messages("error")).toEqual([]);
  expect(outputs.sdks).toEqual(["aws"]);
  text = shown(outputs.userData);
  expect(outputs.host).toEqual({
    address: "203.0.113.10",
    hostPorts: { "22": 22, "80": 80, "443": 443 },
    hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    generation: expect.stringMatching(/^Instance-\d+$/) as string,
    bootId: expect.stringMatching(/^Instance-\d+ t3\.small$/) as string,
  });
});

test("the instance gets exactly what was asked for", () => {
  const tags = { ManagedBy: "pulumi", Project: "berth", Stack: "test" };
  const [{ userDataBase64, iamInstanceProfile, primaryNetworkInterface, ...rest } = {}] =
    created("aws:ec2/instance:Instance");
  expect(rest).toEqual({
    ami: "ami-00000000000000001",
    instanceType: "t3.small",
    disableApiTermination: false,
    ebsOptimized: true,
    maintenanceOptions: { autoRecovery: "default" },
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    rootBlockDevice: {
      encrypted: true,
      volumeType: "gp3",
      volumeSize: 16,
      deleteOnTermination: true,
      tags: { ...tags, Name: "berth-test-root" },
    },
    tags: { ...tags, Generation: "1", Name: "berth-test" },
    userDataReplaceOnChange: true,
  });
  expect(userDataBase64).toMatch(/^[A-Za-z0-9+/]+=*$/);
  expect(iamInstanceProfile).toMatch(/^InstanceProfile-/);
  expect(primaryNetworkInterface).toEqual({
    networkInterfaceId: expect.stringMatching(/^NetworkInterface-/) as string,
  });
});

test("the guest gets the very text that every platform gives, and no private key is in it", () => {
  const [{ userDataBase64 } = {}] = created("aws:ec2/instance:Instance");
  expect(decodeUserData(shown(userDataBase64))).toBe(text);
  expect(text).toMatch(/^#cloud-config\n/);
  expect(text).not.toContain("PRIVATE KEY");
});

test("the role may be managed by Systems Manager and nothing more", () => {
  expect(created("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ policyArn }) => policyArn)).toEqual([
    "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
  ]);
  expect(created("aws:iam/rolePolicy:RolePolicy")).toEqual([]);
});

test("the world reaches the public ports, administrators SSH, and no one anything else", () => {
  const rules = created("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
  const texts = rules.map(({ fromPort, toPort, cidrIpv4 }) => `${shown(cidrIpv4)} ${shown(fromPort)}-${shown(toPort)}`);
  expect(texts.sort()).toEqual(["0.0.0.0/0 443-443", "0.0.0.0/0 80-80", "198.51.100.0/24 22-22"]);
  expect(created("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")).toEqual([
    expect.objectContaining({ ingress: [], egress: [] }),
  ]);
  expect(created("aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint")).toEqual([]);
});

test("the machine is made after its interface has the address, so that its first boot reaches the internet", () => {
  const order = cloud.calls.map(({ type }) => type.split(":").at(-1));
  expect(order.indexOf("Instance")).toBeGreaterThan(order.indexOf("EipAssociation"));
});

test("a second up changes nothing and asks the cloud for nothing", async () => {
  cloud.takeCalls();
  const { summary } = await stack.run("up", config);
  expect({ changes: Object.keys(summary.changes), calls: cloud.takeCalls() }).toEqual({ changes: ["same"], calls: [] });
});

test("a newer image and other user-data are shown and warned of, and leave the machine alone", async () => {
  const newer = { ...config, "berth:image": "ami-00000000000000002", "test:remark": "# more\n" };
  await stack.run("up", newer);
  expect(cloud.takeCalls()).toEqual([]);
  expect(stack.steps().map(({ operation, urn }) => `${operation} ${urn.split("::").at(-1) ?? ""}`)).toEqual([
    "update berth-test-boot-image",
    "update berth-test-boot-user-data",
  ]);
  const next = "raise the config key generation to 2 to replace the machine";
  expect(stack.messages("warning")).toEqual([
    `image ami-00000000000000002 (the machine has ami-00000000000000001) waits: ${next}`,
    `changed user-data waits: ${next}`,
  ]);
});

test("a raised generation replaces the machine, the old one first, and keeps disk, address and interface", async () => {
  const raised = { ...config, "berth:image": "ami-00000000000000002", "berth:generation": 2 };
  const { outputs } = await stack.run("up", raised);
  const calls = [...cloud.calls];
  expect(cloud.takeCalls()).toEqual([
    "delete berth-test-data",
    "delete berth-test-instance",
    "create berth-test-instance",
    expect.stringMatching(/berth-test/) as string,
    expect.stringMatching(/berth-test/) as string,
    expect.stringMatching(/berth-test/) as string,
  ]);
  const rest = calls.slice(3).map(({ method, name, type }) => `${method} ${name} ${type.split(":").at(-1) ?? ""}`);
  expect(rest.sort()).toEqual([
    "create berth-test-data VolumeAttachment",
    "update berth-test-check-instance MetricAlarm",
    "update berth-test-check-system MetricAlarm",
  ]);
  const machine = calls.find(({ method, type }) => method === "create" && type.endsWith(":Instance"))?.inputs;
  expect(machine).toMatchObject({ ami: "ami-00000000000000002", tags: { Generation: "2" } });
  expect(isMap(outputs.host) && outputs.host.address).toBe("203.0.113.10");
});

test("a bigger machine is a change in place and counts as another boot", async () => {
  const raised = { ...config, "berth:image": "ami-00000000000000002", "berth:generation": 2, "berth:memoryMiB": 4096 };
  const { outputs } = await stack.run("up", raised);
  expect(cloud.takeCalls()).toEqual(["update berth-test-instance"]);
  expect(isMap(outputs.host) && outputs.host.bootId).toMatch(/ t3\.medium$/);
});

test("destroy refuses the data disk until it is said that it may go, then leaves nothing", async () => {
  const now = { ...config, "berth:image": "ami-00000000000000002", "berth:generation": 2, "berth:memoryMiB": 4096 };
  const refused = await stack.run("destroy", now);
  expect(refused.summary.result).toBe("failed");
  expect(stack.messages("error").join("\n")).toMatch(/berth-test-data.*protect/s);
  await stack.run("up", { ...now, "berth:protectData": false });
  const { summary } = await stack.run("destroy", now);
  expect([summary.result, cloud.objects.size]).toEqual(["succeeded", 0]);
});
