import { Region } from "@pulumi/aws/types/enums";
import { awsSettings } from "../../../../../infra/platforms/aws/settings/aws-settings";
import { awsRegions } from "../../../../../infra/platforms/aws/settings/aws-regions";
import { instanceTypes, usualTypes } from "../../../../../infra/platforms/aws/settings/instance-types";
import { describeFaults, parseConfig } from "../../../../../infra/config/config-schema";
import { smallestSize } from "../../../../../infra/platforms/machine-size";

function settingsOf(given: Readonly<Record<string, string>>, region = "eu-central-1") {
  const { config } = parseConfig({ target: "aws", ...given }, { "aws:region": region });
  if (config === undefined) throw new Error("the test's own config is wrong");
  const { settings, faults } = awsSettings(config);
  return settings ?? describeFaults(faults);
}

test("a region needs nothing more; Debian's pinned release has one name in all of them", () => {
  const image = expect.stringMatching(/^debian-13-amd64-\d{8}-\d+$/) as string;
  const size = { type: "t3.small", cpus: 2, memoryMiB: 2048, architecture: "amd64" };
  const others = { zones: ["a", "b"], image, size };
  expect(settingsOf({})).toEqual({ region: "eu-central-1", ...others });
  expect(settingsOf({}, "eu-west-1")).toEqual({ region: "eu-west-1", ...others });
});

test("an image that the config names is taken instead", () => {
  // No real image: the id says so.
  expect(settingsOf({ image: "ami-00000000000000001" })).toMatchObject({ image: "ami-00000000000000001" });
});

test("all faults come at once, each with its key, rule and fix", () => {
  const given = { zones: '["a"]', networkCidr: "10.0.0.0/8", cpus: "64", memoryMiB: "262144", image: "latest" };
  expect(settingsOf(given, "frankfurt")).toEqual([
    'aws:region: is not a known one; say eu-central-1 (got "frankfurt")',
    'image: must be the id of an AMI, ami- and 8 or 17 hex digits (got "latest")',
    'zones: must be two to six letters of the region\'s zones, say ["a","b"] (got "[\\"a\\"]")',
    'networkCidr: must be a /16 to a /24 on aws (got "10.0.0.0/8")',
  ]);
});

test("a missing region and one of another partition are refused", () => {
  expect(settingsOf({}, "")).toEqual([
    "aws:region: is missing; say where, `npx berth config set aws:region eu-central-1`",
  ]);
  expect(settingsOf({}, "us-gov-west-1")).toHaveLength(1);
  expect(settingsOf({}, "cn-north-1")).toHaveLength(1);
});

test("a region with a slip is answered with the one that may be meant", () => {
  expect(JSON.stringify(settingsOf({}, "eu-centrl-1"))).toContain("did you mean eu-central-1?");
});

test("the regions are those of the SDK's partition `aws`", () => {
  const known = Object.values(Region).filter((name) => !/^(cn|us-gov|us-iso\w*|eu-isoe|eusc)-/.test(name));
  expect(Object.keys(awsRegions).sort()).toEqual([...known].sort());
});

test("zones are two to six different letters; a region has its own two by default", () => {
  expect(settingsOf({ zones: '["c","a","b"]' })).toMatchObject({ zones: ["c", "a", "b"] });
  expect(settingsOf({}, "ap-northeast-1")).toMatchObject({ zones: ["a", "c"] });
  for (const zones of ['["a"]', '["a","a"]', '["aa","b"]', '["1","2"]', '["a","b","c","d","e","f","g"]']) {
    expect(settingsOf({ zones })).toEqual([expect.stringMatching(/^zones: must be two to six letters/)]);
  }
});

test("a registry, a domain and its zone are checked against what AWS has", () => {
  const domain = "links.example.org";
  expect(settingsOf({ registry: "ecr", domain, dnsZone: "Z0123456789ABC" })).toMatchObject({ region: "eu-central-1" });
  expect(settingsOf({ registry: "acr", dnsZone: "example.org" })).toEqual([
    'registry: must be none or ecr on aws (got "acr")',
    `dnsZone: must be the id of a hosted zone of Route 53, Z and capital letters and digits, or with the zone's name, such as Z0123456789ABC/example.org (got "example.org")`,
  ]);
  expect(settingsOf({ domain, dnsZone: "Z0123456789ABC/example.com" })).toEqual([
    'dnsZone: does not have links.example.org in it (got "Z0123456789ABC/example.com")',
  ]);
});

test("the smallest type that is enough is taken, up to the largest that config allows", () => {
  const typeOf = (cpus: number, memoryMiB: number) => smallestSize(usualTypes, { cpus, memoryMiB })?.type;
  expect(typeOf(1, 1024)).toBe("t3.small");
  expect(typeOf(2, 4097)).toBe("t3.large");
  expect(typeOf(3, 1024)).toBe("t3.xlarge");
  expect(typeOf(64, 262_144)).toBe("m7i.16xlarge");
  expect(typeOf(64, 262_145)).toBeUndefined();
  expect(usualTypes).toHaveLength(9);
  const sizes = usualTypes.map(({ cpus, memoryMiB }) => cpus * memoryMiB);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});

test("a named size is taken, and brings the image of its architecture", () => {
  expect(settingsOf({ size: "m8g.large" })).toMatchObject({
    image: expect.stringMatching(/^debian-13-arm64-/) as string,
    size: { type: "m8g.large", cpus: 2, memoryMiB: 8192, architecture: "arm64" },
  });
  expect(settingsOf({ size: "t3a.xlarge", cpus: "4", memoryMiB: "16384" })).toMatchObject({
    image: expect.stringMatching(/^debian-13-amd64-/) as string,
    size: { type: "t3a.xlarge", architecture: "amd64" },
  });
});

test("a size that is not known or smaller than what the services are checked against is refused", () => {
  expect(settingsOf({ size: "m8g.larg" })).toEqual([
    'size: is not a known size; did you mean m8g.large? (got "m8g.larg")',
  ]);
  expect(settingsOf({ size: "t4g.micro" })).toEqual([
    'size: has 2 vCPUs and 1024 MiB, but cpus is 2 and memoryMiB is 2048: lower these, or take a larger size (got "t4g.micro")',
  ]);
});

test("images that are built here are for amd64, and a size for arm64 does not run them", () => {
  expect(settingsOf({ size: "t4g.small", imageBuilds: "here" })).toEqual([
    'imageBuilds: must be auto or host with a size for arm64: images that are built here are for amd64 (got "here")',
  ]);
});

test("every type is in the table once", () => {
  const names = instanceTypes.map(({ type }) => type);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(["t4g.small", "t3a.small", "m7g.large", "m8g.4xlarge", "r7i.16xlarge"]));
  expect(
    instanceTypes.filter(({ type, architecture }) => /^\w\dg\.|^t4g/.test(type) !== (architecture === "arm64")),
  ).toEqual([]);
});

test("a jump host needs a network that is let in, and its key", () => {
  const jumpHost = "bastion.example.org";
  const jumpHostKey = `ssh-ed25519 ${"A".repeat(68)}`;
  const noKey =
    "jumpHostKey: must be the public key of jumpHost, ssh-ed25519 AAAA…, as /etc/ssh/ssh_host_ed25519_key.pub there has it";
  expect(settingsOf({ jumpHost })).toEqual([
    'jumpHost: needs adminCidrs with the network that it comes from (got "bastion.example.org")',
    noKey,
  ]);
  expect(settingsOf({ jumpHostKey })).toEqual([
    `jumpHostKey: must be empty without jumpHost, whose key it is (got "${jumpHostKey}")`,
  ]);
  expect(settingsOf({ jumpHost, jumpHostKey, adminCidrs: '["10.99.0.0/24"]' })).toMatchObject({ zones: ["a", "b"] });
});

const network = "vpc-00000000000000001";
const subnets = (...zones: string[]) => JSON.stringify(zones.map((zone) => `${zone}=subnet-0000000000000000${zone}`));

test("hosts take turns in the subnets of an existing VPC: in the public ones, or without public addresses in the others", () => {
  const both = { network, publicSubnets: subnets("a", "c"), privateSubnets: subnets("b") };
  const vpc = (...zones: string[]) => ({
    id: network,
    subnets: zones.map((zone) => ({ zone, id: `subnet-0000000000000000${zone}` })),
  });
  expect(settingsOf(both)).toMatchObject({ zones: ["a", "c"], vpc: vpc("a", "c") });
  expect(settingsOf({ ...both, publicAddresses: "false" })).toMatchObject({ zones: ["b"], vpc: vpc("b") });
});

test("all faults of an existing network come at once", () => {
  const given = {
    network: "vpc-1",
    privateSubnets: '["subnet-0000000000000000a"]',
    zones: '["a","b"]',
    flowLogs: "true",
    jumpHost: "bastion.example.org",
  };
  expect(settingsOf(given)).toEqual([
    'jumpHost: needs adminCidrs with the network that it comes from (got "bastion.example.org")',
    "jumpHostKey: must be the public key of jumpHost, ssh-ed25519 AAAA…, as /etc/ssh/ssh_host_ed25519_key.pub there has it",
    'network: must be the id of a VPC on aws, vpc- and 8 or 17 hex digits (got "vpc-1")',
    'privateSubnets: must be zone=subnet on aws, such as a=subnet-0123456789abcdef0: a preview cannot look up which zone it is in (got "subnet-0000000000000000a")',
    "publicSubnets: must name the subnets of hosts with a public address; set publicAddresses to false for hosts in privateSubnets alone",
    'zones: must be empty with network: its subnets name theirs (got "[\\"a\\",\\"b\\"]")',
    'flowLogs: must be false with network: its owner records its connections (got "true")',
  ]);
});

test("a load balancer needs one public subnet in each zone of the hosts", () => {
  const given = { network, loadBalancer: "true", publicAddresses: "false", privateSubnets: subnets("a", "b", "c") };
  const all = { ...given, publicSubnets: subnets("a", "b", "c") };
  expect(settingsOf(all)).toMatchObject({ vpc: { frontSubnets: [{ zone: "a" }, { zone: "b" }, { zone: "c" }] } });
  expect(settingsOf({ ...all, loadBalancer: "false" })).toMatchObject({ vpc: { frontSubnets: [] } });
  const twice = subnets("a", "a");
  expect(settingsOf({ ...given, publicSubnets: twice })).toEqual(
    [
      "must have a subnet for loadBalancer in each zone of the hosts: b, c has none",
      "must have one subnet a zone with loadBalancer, which takes no more",
    ].map((rule) => `publicSubnets: ${rule} (got ${JSON.stringify(twice)})`),
  );
});

test("the snapshot of a data disk has the form of AWS's ids", () => {
  expect(settingsOf({ dataSnapshots: '{"1":"snap-0123456789abcdef0"}' })).toMatchObject({ region: "eu-central-1" });
  expect(settingsOf({ dataSnapshots: '{"1":"ami-0123456789abcdef0"}' })).toEqual([
    'dataSnapshots: must be the id of a snapshot on aws, snap- and 8 or 17 hex digits, for host 1 (got "ami-0123456789abcdef0")',
  ]);
});
