import { cloudFindings } from "../../../../packages/cli/doctor/cloud-findings";
import type { Finding } from "../../../../packages/cli/doctor/finding";
import { FakeClients } from "./support/fake-client";

// No real image: the id says so.
const config = {
  target: "aws",
  "aws:region": "eu-central-1",
  image: "ami-00000000000000001",
  adminCidrs: ["9.9.9.0/24"],
};
const answers = {
  "sts get-caller-identity": "arn:aws:iam::000000000000:user/test",
  "describe-regions": { Regions: [{ RegionName: "eu-central-1", OptInStatus: "opt-in-not-required" }] },
  "describe-instance-type-offerings": {
    InstanceTypeOfferings: [{ Location: "eu-central-1b" }, { Location: "eu-central-1a" }],
  },
  "describe-images": {
    Images: [{ Name: "debian-13", State: "available", Architecture: "x86_64", OwnerId: "136693071363" }],
  },
  "get-service-quota L-1216C47A": { Quota: { Value: 32 } },
  "get-service-quota L-0263D0A3": { Quota: { Value: 5 } },
  "describe-instances": {
    Reservations: [
      { Instances: [{ InstanceType: "t3.small", CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 } }] },
      { Instances: [{ InstanceType: "g5.xlarge", CpuOptions: { CoreCount: 2, ThreadsPerCore: 2 } }] },
    ],
  },
  "describe-addresses": { Addresses: [{ AllocationId: "eipalloc-1" }] },
};

let clients: FakeClients;
let here: string;
beforeEach(async () => {
  clients = new FakeClients();
  here = await clients.addressService("9.9.9.7\n");
  // A plugin that is on PATH.
  clients.program("pulumi-resource-aws", "#!/bin/sh\n");
});
afterEach(() => clients.clear());

const find = (changes = {}) => cloudFindings("aws", { ...config, ...changes }, here);
const bad = (findings: readonly Finding[]) => findings.filter(({ ok }) => !ok);

test("queries an account for everything and reports all of it as found", async () => {
  clients.install("aws", answers);
  const findings = await find();
  expect(findings.map(({ check, found }) => `${check}: ${found.replace(/.*\/(pulumi-resource)/, "$1")}`)).toEqual([
    "aws is logged in: arn:aws:iam::000000000000:user/test",
    "configuration: complete",
    "plugin aws 7.48.0: pulumi-resource-aws",
    "region eu-central-1 is enabled: opt-in-not-required",
    "t3.small in the zones a, b of eu-central-1: eu-central-1a, eu-central-1b",
    "image ami-00000000000000001: debian-13, available, x86_64, of Debian's account",
    "quota for 2 vCPUs: 2 of 32 used by others",
    "quota for 1 Elastic IP address(es): 1 of 5 used by others",
    "adminCidrs let in where you are: 9.9.9.7/32",
  ]);
  expect(bad(findings)).toEqual([]);
  expect(clients.asked().filter((line) => !/^(sts|ec2 describe|service-quotas get)/.test(line))).toEqual([]);
});

test("queries with the profile of the provider, and reports a network that lets no one in", async () => {
  clients.install("aws", answers);
  const findings = await find({ "aws:profile": "team", adminCidrs: ["198.51.100.0/24"] });
  expect(clients.asked().filter((line) => !line.includes("--profile team"))).toEqual([]);
  expect(bad(findings).map(({ check, found }) => `${check}: ${found}`)).toEqual([
    'configuration: adminCidrs: must be networks that you come from: this one is reserved for documentation (got "198.51.100.0/24")',
  ]);
});

test("reports each thing that is missing with what was found and the fix", async () => {
  clients.install("aws", {
    ...answers,
    "describe-regions": { Regions: [{ OptInStatus: "not-opted-in" }] },
    "describe-instance-type-offerings": { InstanceTypeOfferings: [{ Location: "eu-central-1c" }] },
    "describe-images": { Images: [{ Name: "mine", State: "available", Architecture: "arm64", OwnerId: "1" }] },
    "get-service-quota L-1216C47A": { Quota: { Value: 5 } },
    "describe-addresses": { Addresses: [{}, {}, {}, {}] },
  });
  const findings = bad(await find({ hosts: 2, adminCidrs: ["9.9.8.0/24"] }));
  expect(findings.map(({ found }) => found)).toEqual([
    "not-opted-in",
    "eu-central-1c",
    "mine, available, arm64, not of Debian's account",
    "2 of 5 used by others",
    "4 of 5 used by others",
    "you come from 9.9.9.7/32",
  ]);
  expect(findings.map(({ fix }) => fix)).toEqual([
    "enable it, `aws account enable-region --region-name eu-central-1`, or choose another with aws:region",
    "set zones to the letters of two that are found, or take another size",
    "pin Debian's newest with `npm run bump-images -- --stack STACK`, or set image to an AMI of this region for x86_64",
    "request more: `aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-1216C47A --region eu-central-1 --desired-value N`",
    "request more: `aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-0263D0A3 --region eu-central-1 --desired-value N`",
    "`npx berth config set --path 'adminCidrs[1]' 9.9.9.7/32`, or your office's network instead",
  ]);
});

test("queries Debian's pinned release by its name and owner; a region may lack it", async () => {
  clients.install("aws", answers);
  const findings = await find({ image: "" });
  const [image = ""] = findings.flatMap(({ check }) => /^image (debian-13-amd64-.*)$/.exec(check)?.[1] ?? []);
  expect(bad(findings)).toEqual([]);
  expect(clients.asked().join("\n")).toContain(`--owners 136693071363 --filters Name=name,Values=${image} `);
  clients.install("aws", { ...answers, "describe-images": { Images: [] } });
  expect(bad(await find({ image: "" })).map(({ found }) => found)).toEqual(["not in this region"]);
});

test("what the stack has already does not count against it", async () => {
  const Tags = [
    { Key: "Project", Value: "berth" },
    { Key: "Stack", Value: "aws" },
    { Key: "ManagedBy", Value: "pulumi" },
  ];
  const own = { InstanceType: "t3.small", CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 }, Tags };
  clients.install("aws", {
    ...answers,
    "get-service-quota L-1216C47A": { Quota: { Value: 2 } },
    "describe-instances": { Reservations: [{ Instances: [own] }] },
    "get-service-quota L-0263D0A3": { Quota: { Value: 1 } },
    "describe-addresses": { Addresses: [{ Tags }] },
  });
  expect(bad(await find())).toEqual([]);
});

test("reports expired credentials and every fault of the configuration with their fix, without further queries", async () => {
  clients.program("aws", "#!/bin/sh\necho 'ExpiredToken: the security token is expired' >&2\nexit 254\n");
  expect(bad(await find({ "aws:region": "Frankfurt" }))).toEqual([
    {
      check: "aws is logged in",
      ok: false,
      found: "ExpiredToken: the security token is expired",
      fix: "install the AWS CLI and log in, `aws sso login` or `aws configure`",
    },
    {
      check: "configuration",
      ok: false,
      found: 'aws:region: is not a known one; say eu-central-1 (got "Frankfurt")',
      fix: "docs/configuration.md describes every key",
    },
  ]);
});

test("reports a missing right with the client's message, and queries the rest all the same", async () => {
  clients.install("aws", Object.fromEntries(Object.entries(answers).filter(([words]) => words !== "describe-images")));
  const findings = bad(await find());
  expect(findings).toHaveLength(1);
  expect(findings[0]?.found).toMatch(/^aws ec2 describe-images: no answer to ec2 describe-images/);
});

test("reports a client that does not print JSON", async () => {
  clients.install("aws", { ...answers, "describe-images": "<html>proxy</html>" });
  expect(bad(await find()).map(({ found }) => found)).toEqual(["aws ec2 describe-images did not print JSON"]);
});

test("without adminCidrs the client has to know the tunnel", async () => {
  const answering = (version: string) =>
    clients.install("aws", { ...answers, "--version": `aws-cli/${version} Python/3` });
  answering("1.45.11");
  expect((await find({ adminCidrs: [] })).at(-1)).toMatchObject({ ok: false, found: "1.45.11" });
  answering("2.31.0");
  expect((await find({ adminCidrs: [] })).at(-1)).toMatchObject({ ok: true, found: "2.31.0" });
});

test("a jump host is what has to come from adminCidrs, and not this computer", async () => {
  clients.install("aws", answers);
  const jumpHostKey = `ssh-ed25519 ${"A".repeat(68)}`;
  const findings = await find({ jumpHost: "bastion.example.org", jumpHostKey, adminCidrs: ["10.0.0.0/16"] });
  expect(bad(findings)).toEqual([]);
  expect(findings.at(-1)?.found).toBe("SSH goes through bastion.example.org");
});

test("hosts in an existing network without public addresses need no quota for these", async () => {
  const [network, id] = ["vpc-00000000000000001", "subnet-0000000000000000a"];
  const Routes = [{ DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1", State: "active" }];
  clients.install("aws", {
    ...answers,
    "describe-subnets": {
      Subnets: [{ SubnetId: id, VpcId: network, AvailabilityZone: "eu-central-1a", AvailableIpAddressCount: 9 }],
    },
    "describe-route-tables": { RouteTables: [{ Associations: [{ SubnetId: id }], Routes }] },
  });
  const findings = await find({ network, publicAddresses: false, privateSubnets: [`a=${id}`] });
  expect(bad(findings)).toEqual([]);
  expect(findings.slice(-4).map(({ check, found }) => `${check}: ${found}`)).toEqual([
    "quota for 2 vCPUs: 2 of 32 used by others",
    `subnets of ${network} in their zones, with 1 free address(es) each: ${id}`,
    `private subnets lead out, by a NAT or the like: ${id}`,
    `adminCidrs let in where you are: not known: hosts have addresses of ${network} alone`,
  ]);
});

test("a registry wants a Docker here and its plugin", async () => {
  clients.install("aws", answers);
  clients.program("docker", "#!/bin/sh\necho 'Cannot connect to the Docker daemon' >&2\nexit 1\n");
  const found = bad(await find({ registry: "ecr" })).map(({ check, found: told }) => `${check}: ${told}`);
  expect(found).toEqual([
    expect.stringMatching(/^plugin docker-build [\d.]+: not installed$/),
    "a Docker that builds and pushes images: Cannot connect to the Docker daemon",
  ]);
});

test("a domain has to be in its hosted zone", async () => {
  const zone = { domain: "links.example.org", dnsZone: "Z0123456789ABC" };
  clients.install("aws", { ...answers, "route53 get-hosted-zone": { HostedZone: { Name: "example.org." } } });
  expect(bad(await find(zone))).toEqual([]);
  clients.install("aws", { ...answers, "route53 get-hosted-zone": { HostedZone: { Name: "example.com." } } });
  expect(bad(await find(zone)).map(({ found }) => found)).toEqual(["example.com"]);
  expect(bad(await find({ dnsZone: "Z0123456789ABC/example.com" }))).toEqual([]);
  expect(bad(await find({ dnsZone: "Z0123456789ABC/example.org" })).map(({ found }) => found)).toEqual(["example.com"]);
});

test("reports a service that answers no address, and does not hang", async () => {
  clients.install("aws", answers);
  clients.clear();
  clients = new FakeClients();
  clients.install("aws", answers);
  clients.program("pulumi-resource-aws", "#!/bin/sh\n");
  const found = bad(await cloudFindings("aws", config, "http://127.0.0.1:1")).map(({ check }) => check);
  expect(found).toEqual(["adminCidrs let in where you are"]);
});

test("a local stack needs none of it", async () => {
  expect(await cloudFindings("dev", { target: "local" })).toEqual([]);
});
