import { awsSettings } from "../../../infra/aws/aws-settings";
import { instanceTypes, instanceTypeFor } from "../../../infra/aws/instance-types";
import { describeFaults, parseConfig } from "../../../infra/config-schema";

// No real image: the id says so.
const images = { "eu-central-1": "ami-00000000000000001" };

function settingsOf(given: Readonly<Record<string, string>>, region = "eu-central-1") {
  const { config } = parseConfig({ target: "aws", ...given }, { "aws:region": region });
  if (config === undefined) throw new Error("the test's own config is wrong");
  const { settings, faults } = awsSettings(config, images);
  return settings ?? describeFaults(faults);
}

test("a pinned region needs nothing more", () => {
  const settings = {
    region: "eu-central-1",
    zones: ["a", "b"],
    image: "ami-00000000000000001",
    instanceType: "t3.small",
  };
  expect(settingsOf({})).toEqual(settings);
});

test("all faults come at once, each with its key, rule and fix", () => {
  const given = { zones: '["a"]', networkCidr: "10.0.0.0/8", cpus: "64", memoryMiB: "262144", image: "latest" };
  expect(settingsOf(given, "frankfurt")).toEqual([
    'aws:region: must be a region\'s name, say eu-central-1 (got "frankfurt")',
    'image: must be the id of an AMI, ami- and 8 or 17 hex digits (got "latest")',
    'zones: must be two letters of the region\'s zones, say ["a","b"] (got "[\\"a\\"]")',
    'networkCidr: must be a /16 to a /24 on aws (got "10.0.0.0/8")',
  ]);
});

test("a region without a pinned image names the command that pins one", () => {
  expect(settingsOf({}, "eu-west-1")).toEqual([
    'image: no image is pinned for "eu-west-1": run `npm run bump-images -- --stack STACK` (it asks your AWS account for Debian\'s newest), or name an AMI',
  ]);
});

test("a missing region and one of another partition are refused", () => {
  const image = { image: "ami-00000000000000001" };
  expect(settingsOf(image, "")).toEqual([
    "aws:region: is missing; say where, `pulumi config set aws:region eu-central-1`",
  ]);
  expect(settingsOf(image, "us-gov-west-1")).toHaveLength(1);
  expect(settingsOf(image, "cn-north-1")).toHaveLength(1);
});

test("the smallest type that is enough is taken, up to the largest that config allows", () => {
  expect(instanceTypeFor(1, 1024)).toBe("t3.small");
  expect(instanceTypeFor(2, 4097)).toBe("t3.large");
  expect(instanceTypeFor(3, 1024)).toBe("t3.xlarge");
  expect(instanceTypeFor(64, 262_144)).toBe("m7i.16xlarge");
  const sizes = instanceTypes.map(({ cpus, memoryMiB }) => cpus * memoryMiB);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});
