import { parseConfig } from "../../../../infra/config/config-schema";
import { awsSettings } from "../../../../infra/platforms/aws/settings/aws-settings";
import { vpcQuestions } from "../../../../packages/cli/doctor/aws-network-questions";

const [vpc, a, b] = ["vpc-00000000000000001", "subnet-0000000000000000a", "subnet-0000000000000000b"];
const isPrivate = { publicAddresses: "false", privateSubnets: JSON.stringify([`a=${a}`, `b=${b}`]) };
const isPublic = { publicSubnets: JSON.stringify([`a=${a}`]) };

function questions(given: Readonly<Record<string, string>>) {
  const keys = { target: "aws", network: vpc, hosts: "3", ...given };
  const { config } = parseConfig(keys, { "aws:region": "eu-central-1" });
  if (config === undefined) throw new Error("the configuration has faults");
  const { settings, faults } = awsSettings(config);
  if (settings === undefined) throw new Error(JSON.stringify(faults));
  return vpcQuestions({ project: "berth", name: "aws", config, settings });
}

const subnet = (SubnetId: string, zone: string, AvailableIpAddressCount: number, VpcId: string | undefined = vpc) => ({
  ...{ SubnetId, VpcId, AvailableIpAddressCount, AvailabilityZone: `eu-central-1${zone}` },
});
const table = (link: object, target: object, State = "active") => ({
  Associations: [link],
  Routes: [
    { DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local" },
    { DestinationCidrBlock: "0.0.0.0/0", State, ...target },
  ],
});

test("a network of the stack's own needs no query", () => {
  expect(questions({ network: "" })).toEqual([]);
});

test("queries subnets, their routes and the VPC's endpoint, and only reads", () => {
  expect(questions(isPrivate).map(({ check, argvs }) => [check, ...argvs.map((argv) => argv.join(" "))])).toEqual([
    [
      `subnets of ${vpc} in their zones, with 2 free address(es) each`,
      `aws ec2 describe-subnets --subnet-ids ${a} ${b} --region eu-central-1 --output json`,
    ],
    [
      "private subnets lead out, by a NAT or the like",
      `aws ec2 describe-route-tables --filters Name=vpc-id,Values=${vpc} --region eu-central-1 --output json`,
    ],
    [
      `${vpc} has room for an EC2 Instance Connect Endpoint`,
      `aws ec2 describe-instance-connect-endpoints --filters Name=vpc-id,Values=${vpc} --region eu-central-1 --output json`,
    ],
  ]);
  expect(questions({ ...isPrivate, adminCidrs: '["10.9.0.0/16"]' })).toHaveLength(2);
});

test("a subnet that is missing, in another VPC or zone, or full is found", () => {
  const [query] = questions(isPrivate);
  expect(query?.judge([{ Subnets: [subnet(a, "a", 2), subnet(b, "b", 9)] }])).toEqual({
    ok: true,
    found: `${a}, ${b}`,
  });
  expect(query?.judge([{ Subnets: [subnet(a, "c", 1, "vpc-2")] }])).toEqual({
    ok: false,
    found: `${a} is in vpc-2; ${a} is in eu-central-1c; ${a} has 1 free address(es); ${b} is not there`,
  });
});

test.each([
  [isPrivate, { NatGatewayId: "nat-1" }, "active", true],
  [isPrivate, { TransitGatewayId: "tgw-1" }, "active", true],
  [isPrivate, { GatewayId: "igw-1" }, "active", false],
  [isPrivate, { NatGatewayId: "nat-1" }, "blackhole", false],
  [isPublic, { GatewayId: "igw-1" }, "active", true],
  [isPublic, { NatGatewayId: "nat-1" }, "active", false],
])("%j with a default route to %j, %s: %s", (given, target, state, ok) => {
  const query = questions(given)[1];
  const main = table({ Main: true }, target, state);
  const own = table({ SubnetId: a }, target, state);
  expect(query?.judge([{ RouteTables: [main] }]).ok).toBe(ok);
  expect(query?.judge([{ RouteTables: [table({ Main: true }, target, state), own] }]).ok).toBe(ok);
  expect(query?.judge([{ RouteTables: [] }])).toMatchObject({ ok: false });
});

test("the subnets of a load balancer before hosts without public addresses have to lead to an internet gateway", () => {
  const front = JSON.stringify(["a=subnet-0000000000000000c", "b=subnet-0000000000000000d"]);
  const found = questions({ ...isPrivate, loadBalancer: "true", publicSubnets: front });
  expect(found.map(({ check }) => check)).toContain("public subnets lead to an internet gateway");
  const main = table({ Main: true }, { NatGatewayId: "nat-1" });
  expect(found[2]?.judge([{ RouteTables: [main] }])).toEqual({
    ok: false,
    found: "subnet-0000000000000000c leads to nat-1; subnet-0000000000000000d leads to nat-1",
  });
});

test("another's endpoint in the VPC is in the way, the stack's own is not", () => {
  const query = questions(isPrivate)[2];
  const Tags = ["Project", "Stack", "ManagedBy"].map((Key, index) => ({
    Key,
    Value: ["berth", "aws", "pulumi"][index],
  }));
  const of = (more: object) => [{ InstanceConnectEndpoints: [{ InstanceConnectEndpointId: "eice-1", ...more }] }];
  expect(query?.judge(of({ Tags }))).toEqual({ ok: true, found: "none yet" });
  expect(query?.judge(of({}))).toEqual({ ok: false, found: "eice-1 is there, and a VPC takes one" });
});
