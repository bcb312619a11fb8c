import { isList, isMap } from "../../../../packages/model/property";
import { awsConfig, awsRun } from "../../support/cloud-runs";
import { expectNothingToDo } from "../../support/cloud-suite";
import { shown } from "../../support/fake-cloud";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const config = {
  ...awsConfig,
  "berth:network": "vpc-00000000000000001",
  "berth:privateSubnets": ["a=subnet-0000000000000000a", "b=subnet-0000000000000000b"],
  "berth:publicAddresses": false,
  "berth:hosts": 2,
  "berth:domain": "links.corp.internal",
  "berth:dnsZone": "Z0123456789ABC/corp.internal",
  "test:names": ["links.corp.internal"],
};
const run = awsRun(config);
afterAll(() => run.stack.dispose());
const types = () => run.cloud.fake.history.map(({ type }) => type.split(":").at(-1) ?? "");

test("hosts without public addresses are in existing subnets, each in its zone, and no part of a network is made", async () => {
  const { outputs } = await run.stack.run("up", config);
  expect(run.stack.messages("error")).toEqual([]);
  expect(
    types().filter((type) => /^(Vpc|Subnet|InternetGateway|Route.*|Eip.*|DefaultSecurityGroup)$/.test(type)),
  ).toEqual([]);
  const hosts = isList(outputs.hosts) ? outputs.hosts.filter(isMap) : [];
  expect(hosts.map(({ address }) => shown(address)).sort()).toEqual(["10.1.0.1", "10.1.0.2"]);
  const subnets = run.created("aws:ec2/networkInterface:NetworkInterface").map(({ subnetId }) => shown(subnetId));
  expect(subnets.sort()).toEqual(["subnet-0000000000000000a", "subnet-0000000000000000b"]);
  const zones = run.created("aws:ebs/volume:Volume").map(({ availabilityZone }) => shown(availabilityZone));
  expect(zones.sort()).toEqual(["eu-central-1a", "eu-central-1b"]);
  await expectNothingToDo(run, config);
});

test("SSH goes through an endpoint in one of the subnets, and the group is in the VPC", () => {
  const [endpoint] = run.created("aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint");
  expect(endpoint?.subnetId).toBe("subnet-0000000000000000a");
  const groups = run.created("aws:ec2/securityGroup:SecurityGroup");
  expect(new Set(groups.map(({ vpcId }) => vpcId))).toEqual(new Set(["vpc-00000000000000001"]));
});

test("the world reaches no port, private networks reach the published ones", () => {
  const rules = run.created("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
  const texts = rules.map(({ fromPort, toPort, cidrIpv4 }) => [cidrIpv4, fromPort, toPort].map(shown).join(" "));
  expect(texts.filter((text) => !text.includes("22")).sort()).toEqual(
    ["80 80", "443 443", "53 54"]
      .flatMap((ports) => ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map((cidr) => `${cidr} ${ports}`))
      .sort(),
  );
});

test("the record has the host's private address", () => {
  expect(run.created("aws:route53/record:Record")).toMatchObject([
    { name: "links.corp.internal", records: [expect.stringMatching(/^10\.1\.0\.[12]$/)] },
  ]);
});
