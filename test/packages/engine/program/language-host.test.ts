import type { FakeCloud } from "../support/fake-provider";
import { onFreshStack } from "../support/fresh-stack";
import type { TestStack } from "../support/deploy-program";

let cloud: FakeCloud;
let stack: TestStack;
onFreshStack((fresh) => {
  ({ cloud, stack } = fresh);
  // The other tests of the engine describe their program; here the SDK runs it in a process of its own.
  stack.realProgram = true;
});

const program = {
  resources: [
    { name: "group", kind: "component" as const },
    { name: "provider", kind: "provider" as const, inputs: { region: 1 } },
    { name: "a", inputs: { size: 1, asset: { $asset: "text" } }, options: { parent: "group" } },
    { name: "b", inputs: { of: "$a.made", whole: "$a" }, options: { dependsOn: ["group"], provider: "provider" } },
    { name: "c", inputs: { token: { $secret: "hush" } }, options: { deletedWith: "b", ignoreChanges: ["size"] } },
    { name: "theirs", kind: "get" as const, inputs: { id: "theirs" } },
  ],
  outputs: { b: "$b.of" },
};

test("a program of the SDK is previewed and run, and a second run finds nothing to change", async () => {
  cloud.objects.set("theirs", { size: 7 });
  const preview = await stack.run("preview", program);
  expect([preview.summary.changes, cloud.names("create")]).toEqual([{ create: 6 }, []]);
  const first = await stack.run("up", program);
  expect([stack.errors(), first.outputs]).toEqual([[], { b: 1 }]);
  expect(stack.steps()).toContain("create c");
  expect(stack.stateText()).not.toContain("hush");
  const second = await stack.run("up", program);
  expect(second.summary.changes).toEqual({ same: 6 });
  // The scenario within this process, which the other tests use, leads to the same state.
  stack.realProgram = false;
  const third = await stack.run("up", program);
  expect(third.summary.changes).toEqual({ same: 6 });
});

test("a program that ends with an exit code of its own fails the run, and nothing is deleted", async () => {
  cloud.objects.set("theirs", { size: 7 });
  stack.realProgram = false;
  await stack.run("up", program);
  stack.realProgram = true;
  const { summary } = await stack.run("up", { exits: 3 });
  expect([summary.result, cloud.names("delete")]).toEqual(["failed", []]);
  expect(stack.errors()).toEqual(["the program ended with exit code 3"]);
});
