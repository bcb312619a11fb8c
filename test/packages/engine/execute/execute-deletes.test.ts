import { refusal, type FakeCloud } from "../support/fake-provider";
import type { TestStack } from "../support/deploy-program";
import { onFreshStack } from "../support/fresh-stack";
import type { Described } from "../support/scenario";

let cloud: FakeCloud;
let stack: TestStack;
onFreshStack((fresh) => ({ cloud, stack } = fresh));

const up = (...resources: Described[]) => stack.run("up", { resources });
const protectedData: Described = { name: "data", options: { protect: true } };

test("destroy touches nothing when something is protected, and names all that is", async () => {
  await up({ name: "policy", inputs: { of: "x" } }, protectedData, { name: "more", options: { protect: true } });
  const before = stack.resources();
  const { summary } = await stack.run("destroy", {});
  expect([summary.result, stack.steps(), cloud.names("delete")]).toEqual(["failed", [], []]);
  expect(stack.errors()).toEqual([
    expect.stringMatching(/Thing::data" cannot be deleted\nbecause it is protected/),
    expect.stringMatching(/Thing::more" cannot be deleted\nbecause it is protected/),
    "nothing was deleted",
  ]);
  expect(stack.resources()).toEqual(before);
});

test("up deletes nothing of what the program no longer has when something of it is protected", async () => {
  await up({ name: "policy" }, protectedData);
  const { summary } = await up();
  expect([summary.result, cloud.names("delete")]).toEqual(["failed", []]);
  await stack.run("preview", {});
  expect(stack.errors().join()).toContain("cannot be deleted\nbecause it is protected");
});

test("destroy touches nothing when the settings of a provider are refused", async () => {
  await up({ name: "provider", kind: "provider" }, { name: "a" }, { name: "b", options: { provider: "provider" } });
  let refused = 0;
  cloud.script.configure = () => {
    refused += 1;
    return refused === 1 ? Promise.reject(refusal("token expired")) : undefined;
  };
  const { summary } = await stack.run("destroy", {});
  expect([summary.result, cloud.names("delete")]).toEqual(["failed", []]);
  expect(stack.errors()[0]).toContain("token expired");
});

test("a deletion that fails keeps what it uses, and with --continue-on-error the others go on", async () => {
  await up({ name: "a" }, { name: "b", inputs: { of: "$a.made" } }, { name: "c" });
  cloud.script.delete = (name) => (name === "b" ? Promise.reject(refusal("in use")) : undefined);
  const { summary } = await stack.run("destroy", {}, { continueOnError: true });
  expect([summary.result, stack.steps()]).toEqual(["failed", ["delete c"]]);
  expect(stack.errors()[0]).toBe("in use");
  expect(stack.resources()).toMatchObject([{ id: "a-1" }, { id: "b-3" }]);
});
