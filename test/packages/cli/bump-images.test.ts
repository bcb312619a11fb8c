import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { bumpImages } from "../../../packages/cli/bump-images";

const folder = mkdtempSync(join(tmpdir(), "bump-images-"));
const stack = { name: "cloud", local: false, privateFolder: "/none" };
const path = process.env.PATH;
const pin = join(folder, "infra/platforms/debian-image.json");
// No real images: every id says so.
const listed = {
  Images: [{ ImageId: "ami-00000000000000002", Name: "debian-13-amd64-20990101-1", OwnerId: "136693071363" }],
};

let stdout: jest.SpyInstance;
beforeEach(() => {
  mkdirSync(join(folder, "infra/platforms"), { recursive: true });
  mkdirSync(join(folder, "bin"), { recursive: true });
  writeFileSync(pin, JSON.stringify({ release: "20980101-1" }));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\n");
  writeFileSync(join(folder, "Pulumi.cloud.yaml"), "config: {shop:target: aws, aws:region: eu-central-1}\n");
  process.env.PATH = `${join(folder, "bin")}${delimiter}${path ?? ""}`;
  stdout = jest.spyOn(process.stdout, "write").mockReturnValue(true);
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

test("the newest release that AWS has in the region is pinned", async () => {
  client("aws", `echo "$*" >"$0.arguments"\necho '${JSON.stringify(listed)}'`);
  expect(await bumpImages(stack, undefined, folder)).toBe(0);
  expect(JSON.parse(readFileSync(pin, "utf8"))).toEqual({ release: "20990101-1" });
  expect(readFileSync(join(folder, "bin/aws.arguments"), "utf8")).toContain("--owners 136693071363");
  expect(stdout).toHaveBeenLastCalledWith(
    "Debian 20980101-1 → 20990101-1, the newest in eu-central-1. An existing machine gets it when its generation is raised.\n",
  );
});

test("the newest version that Azure has in the location is pinned as the same release", async () => {
  writeFileSync(join(folder, "Pulumi.cloud.yaml"), "config: {target: azure, azure-native:location: westeurope}\n");
  const version = { offer: "debian-13", sku: "13-gen2", version: "0.20990101.1" };
  client("az", `echo '${JSON.stringify([version])}'`);
  for (const text of [
    "Debian 20980101-1 → 20990101-1, the newest",
    "Debian 20990101-1 is pinned, and westeurope has no newer one",
  ]) {
    expect(await bumpImages(stack, undefined, folder)).toBe(0);
    expect(JSON.parse(readFileSync(pin, "utf8"))).toEqual({ release: "20990101-1" });
    expect(stdout).toHaveBeenLastCalledWith(expect.stringContaining(text));
  }
});

test("expired credentials are reported with the client's own message, and nothing is written", async () => {
  client("aws", "echo 'ExpiredToken: The security token included in the request is expired' >&2\nexit 255");
  await expect(bumpImages(stack, undefined, folder)).rejects.toThrow(/Is aws installed and logged in\?\nExpiredToken/);
  expect(JSON.parse(readFileSync(pin, "utf8"))).toEqual({ release: "20980101-1" });
});

test("a stack of another target and one without a region are refused", async () => {
  writeFileSync(join(folder, "Pulumi.cloud.yaml"), "config: {target: local}\n");
  await expect(bumpImages(stack, undefined, folder)).rejects.toThrow("only aws and azure list images");
  writeFileSync(join(folder, "Pulumi.cloud.yaml"), "config: {target: azure}\n");
  await expect(bumpImages(stack, undefined, folder)).rejects.toThrow("has no azure-native:location");
});
