import { awsConfig, awsRun } from "../../support/cloud-runs";
import { describeCloud, describePeers, describeScaling, describeWaiting, firstHost } from "../../support/cloud-suite";
import { fakeAws } from "../../support/fake-aws";
import { shown } from "../../support/fake-cloud";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const config = { ...awsConfig, "berth:adminCidrs": ["10.99.0.0/24"] };
const run = awsRun(config);
const { stack } = run;
const { fake: cloud } = run.cloud;
const created = (type: string) => run.created(type);
afterAll(() => stack.dispose());

describeCloud(run);

test("the instance gets exactly what was requested", () => {
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

test("the role has no rights at all: no agent of Systems Manager is on a host", () => {
  expect(created("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).toEqual([]);
  expect(created("aws:iam/rolePolicy:RolePolicy")).toEqual([]);
  const [{ assumeRolePolicy, ...rest } = {}] = created("aws:iam/role:Role");
  expect(JSON.stringify(assumeRolePolicy)).toContain("ec2.amazonaws.com");
  expect(rest).toEqual({ tags: { ManagedBy: "pulumi", Project: "berth", Stack: "test" } });
});

test("the world reaches the public ports, administrators SSH, and no one anything else", () => {
  const rules = created("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
  const texts = rules.map(({ fromPort, toPort, cidrIpv4, ipProtocol, description }) =>
    [cidrIpv4, ipProtocol, fromPort, toPort, description].map(shown).join(" "),
  );
  expect(texts.sort()).toEqual([
    "0.0.0.0/0 tcp 443 443 Port 443 from everyone",
    "0.0.0.0/0 tcp 80 80 Port 80 from everyone",
    "0.0.0.0/0 udp 53 54 UDP ports 53-54 from everyone",
    "10.99.0.0/24 tcp 22 22 SSH from administrators",
  ]);
  expect(created("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")).toEqual([
    expect.objectContaining({ ingress: [], egress: [] }),
  ]);
  expect(created("aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint")).toEqual([]);
});

test("the machine is made after its interface has the address, so that its first boot reaches the internet", () => {
  const order = cloud.history.map(({ type }) => type.split(":").at(-1));
  expect(order.indexOf("Instance")).toBeGreaterThan(order.indexOf("EipAssociation"));
});

describeWaiting(run, "ami-00000000000000002");

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
  expect(firstHost(outputs)?.address).toBe("203.0.113.1");
});

test("a bigger machine is a change in place and counts as another boot", async () => {
  const raised = { ...config, "berth:image": "ami-00000000000000002", "berth:generation": 2, "berth:memoryMiB": 4096 };
  const { outputs } = await stack.run("up", raised);
  expect(cloud.takeCalls()).toEqual(["update berth-test-instance"]);
  expect(firstHost(outputs)?.bootId).toMatch(/ t3\.medium$/);
});

test("destroy refuses the data disk until the configuration lets it go, then leaves nothing", async () => {
  const refused = await stack.run("destroy", config);
  expect(refused.summary.result).toBe("failed");
  expect(stack.messages("error").join("\n")).toMatch(/berth-test-data.*protect/s);
});

describeScaling(run, {
  type: "aws:ebs/volume:Volume",
  zoneOf: ({ availabilityZone }) => shown(availabilityZone),
  zones: ["eu-central-1a", "eu-central-1b", "eu-central-1a"],
});

const twin = fakeAws();
describePeers(
  { ...run.cloud, fake: twin },
  { type: "aws:ebs/volume:Volume", zoneOf: ({ availabilityZone }) => shown(availabilityZone) },
);

test("the security group of the hosts lets in its members alone", () => {
  const made = (type: string) => twin.history.filter((call) => call.type === type).map(({ inputs }) => inputs);
  const inward = made("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
  const peers = inward.filter(({ referencedSecurityGroupId }) => referencedSecurityGroupId !== undefined);
  expect(peers).toMatchObject([{ fromPort: 1, toPort: 65_535, ipProtocol: "tcp" }]);
  expect(peers[0]?.referencedSecurityGroupId).toBe(peers[0]?.securityGroupId);
  expect(peers[0]?.cidrIpv4).toBeUndefined();
  expect(made("aws:ec2/networkInterface:NetworkInterface").map(({ privateIps }) => privateIps)).toEqual(
    expect.arrayContaining([["10.40.0.4"], ["10.40.0.5"], ["10.40.0.6"]]),
  );
});

test("destroy leaves nothing once the data may go", async () => {
  const { summary } = await stack.run("destroy", config);
  expect([summary.result, cloud.objects.size]).toEqual(["succeeded", 0]);
});
