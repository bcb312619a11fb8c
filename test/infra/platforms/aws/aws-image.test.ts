import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { debianAmiName } from "../../../../infra/platforms/aws/settings/debian-ami";
import { awsRun } from "../../support/cloud-runs";
import { expectNothingToDo } from "../../support/cloud-suite";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const config = { "berth:target": "aws", "aws:region": "eu-central-1", "berth:adminCidrs": ["10.99.0.0/24"] };
const machineType = "aws:ec2/instance:Instance";
const run = awsRun(config);
const { stack } = run;
const bin = join(stack.folder, "bin");
const timesAsked = () => readFileSync(join(bin, "asked"), "utf8").split("describe-images").length - 1;
const steps = () => stack.steps().map(({ operation, urn }) => `${operation} ${urn.split("::").at(-1) ?? ""}`);
afterAll(() => stack.dispose());

test("an image that the region does not have is an error with what to do, and no machine is made", async () => {
  writeFileSync(join(bin, "withdrawn"), "");
  await stack.run("up", config);
  expect(stack.messages("error").join("\n")).toMatch(
    /find image debian-13-amd64-[\d-]+ of owner 136693071363 in eu-central-1: it is not there\..* bump-images/,
  );
  expect(run.created(machineType)).toEqual([]);
});

test("without an image in the config the machine gets the AMI that the region has for Debian's pinned release", async () => {
  rmSync(join(bin, "withdrawn"));
  const { summary } = await stack.run("up", config);
  expect([summary.result, stack.messages("error")]).toEqual(["succeeded", []]);
  expect(run.created(machineType)).toMatchObject([{ ami: "ami-0000000000000000a" }]);
});

test("a second up looks for no image, and one that Debian withdraws changes nothing on the machine", async () => {
  const before = timesAsked();
  writeFileSync(join(bin, "withdrawn"), "");
  await expectNothingToDo(run, config);
  expect(timesAsked()).toBe(before);
});

test("another image waits by its name; a raised generation takes it, and the name is not looked up again", async () => {
  const image = "ami-00000000000000002";
  await stack.run("up", { ...config, "berth:image": image });
  expect(steps()).toEqual(["update berth-test-boot-image"]);
  expect(stack.messages("warning")).toEqual([
    `image ${image} (the machine has ${debianAmiName("amd64")}) waits: raise the config key generation to 2 to replace the machine`,
  ]);
  await stack.run("up", { ...config, "berth:image": image, "berth:generation": 2 });
  expect(stack.messages("error")).toEqual([]);
  expect(run.created(machineType).at(-1)).toMatchObject({ ami: image });
});
