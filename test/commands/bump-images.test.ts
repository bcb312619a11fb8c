import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { bumpImages } from "../../commands/bump-images";

const folder = mkdtempSync(join(tmpdir(), "bump-images-"));
const stack = { name: "cloud", local: false, privateFolder: "/none" };
const path = process.env.PATH;
const pins = join(folder, "infra/aws/images.json");
// No real images: every id says so.
const listed = {
  Images: [{ ImageId: "ami-00000000000000002", Name: "debian-13-amd64-20990101-1", OwnerId: "136693071363" }],
};

beforeEach(() => {
  mkdirSync(join(folder, "infra/aws"), { recursive: true });
  mkdirSync(join(folder, "bin"), { recursive: true });
  writeFileSync(pins, JSON.stringify({ "us-east-1": "ami-00000000000000009" }));
  writeFileSync(join(folder, "Pulumi.cloud.yaml"), "config: {berth:target: aws, aws:region: eu-central-1}\n");
  process.env.PATH = `${join(folder, "bin")}${delimiter}${path ?? ""}`;
  jest.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => {
  process.env.PATH = path;
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Stands in for the cloud's client. */
function client(name: string, script: string): void {
  const file = join(folder, "bin", name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

test("the region's newest image is pinned, the others stay", async () => {
  client("aws", `echo "$*" >"$0.asked"\necho '${JSON.stringify(listed)}'`);
  expect(await bumpImages(stack, [], folder)).toBe(0);
  expect(JSON.parse(readFileSync(pins, "utf8"))).toEqual({
    "eu-central-1": "ami-00000000000000002",
    "us-east-1": "ami-00000000000000009",
  });
  expect(readFileSync(join(folder, "bin/aws.asked"), "utf8")).toContain("--owners 136693071363");
});

test("expired credentials are told in the client's own words, and nothing is written", async () => {
  client("aws", "echo 'ExpiredToken: The security token included in the request is expired' >&2\nexit 255");
  await expect(bumpImages(stack, [], folder)).rejects.toThrow(/Is aws installed and logged in\?\nExpiredToken/);
  expect(readFileSync(pins, "utf8")).not.toContain("eu-central-1");
});

test("a stack of another target and one without a region are refused", async () => {
  writeFileSync(join(folder, "Pulumi.cloud.yaml"), "config: {berth:target: local}\n");
  await expect(bumpImages(stack, [], folder)).rejects.toThrow("only aws and azure have images to pin");
  writeFileSync(join(folder, "Pulumi.cloud.yaml"), "config: {berth:target: azure}\n");
  await expect(bumpImages(stack, [], folder)).rejects.toThrow("has no azure-native:location");
});
