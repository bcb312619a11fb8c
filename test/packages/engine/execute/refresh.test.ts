import { refusal, type FakeCloud } from "../support/fake-provider";
import type { TestStack } from "../support/deploy-program";
import { onFreshStack } from "../support/fresh-stack";
import type { Described } from "../support/scenario";

let cloud: FakeCloud;
let stack: TestStack;
onFreshStack((fresh) => ({ cloud, stack } = fresh));

const up = (...resources: Described[]) => stack.run("up", { resources });

/** Leaves the replaced copy a-1 in the state, marked for deletion. */
async function leaveOldCopy(): Promise<void> {
  await up({ name: "a", inputs: { replaceMe: 1 } });
  cloud.script.delete = () => Promise.reject(refusal("in use"));
  await up({ name: "a", inputs: { replaceMe: 2 } });
  expect(stack.resources()).toMatchObject([{ id: "a-2" }, { id: "a-1", delete: true }]);
  cloud.clear();
}

test("a replaced copy that is still there stays marked, and the next up deletes it", async () => {
  await leaveOldCopy();
  await stack.run("refresh", {});
  expect(stack.resources()).toMatchObject([{ id: "a-2" }, { id: "a-1", delete: true }]);
  await up({ name: "a", inputs: { replaceMe: 2 } });
  expect([stack.steps(), [...cloud.objects.keys()]]).toEqual([["delete-replaced a"], ["a-2"]]);
});

test("a read that fails loses nothing and fails the run", async () => {
  await up({ name: "a" }, { name: "b", inputs: { of: "$a.made" } });
  const before = stack.resources();
  cloud.script.read = (name) => {
    if (name === "a") throw refusal("no answer");
    return undefined;
  };
  const { summary } = await stack.run("refresh", {});
  expect([summary.result, stack.errors()]).toEqual(["failed", ["no answer"]]);
  expect(stack.resources()).toEqual(before);
});

test("what mentions a resource that is gone is kept without the mention", async () => {
  await up(
    { name: "group", kind: "component" },
    { name: "a" },
    { name: "b", inputs: { of: "$a.made" }, options: { dependsOn: ["a"], deletedWith: "a", parent: "group" } },
  );
  cloud.objects.delete("a-1");
  await stack.run("refresh", {});
  const b = stack.resources().find(({ id }) => id === "b-2");
  expect(b).not.toHaveProperty("propertyDependencies");
  expect(b).not.toHaveProperty("dependencies");
  expect(b).not.toHaveProperty("deletedWith");
});
