import { readFileSync, writeFileSync } from "node:fs";
import { refusal, FakeCloud } from "./support/fake-provider";
import type { Described } from "./support/deploy-program";
import { TestStack } from "./support/deploy-program";

jest.setTimeout(120_000);

let cloud: FakeCloud;
let stack: TestStack;

beforeEach(() => {
  cloud = new FakeCloud();
  stack = new TestStack(cloud);
});
afterEach(() => stack.dispose());

const up = async (...resources: Described[]) => {
  cloud.calls.length = 0;
  const { summary } = await stack.run("up", { resources });
  return { result: summary.result, steps: stack.steps(), errors: stack.errors() };
};
const succeeded = (...steps: string[]) => ({ result: "succeeded", steps, errors: [] });

test("a preview touches nothing, the first up creates, the second one changes nothing, destroy ends with nothing", async () => {
  const scenario = {
    resources: [
      { name: "group", kind: "component" as const },
      { name: "a", inputs: { size: 1, asset: { $asset: "text" } }, options: { parent: "group" } },
      { name: "b", inputs: { of: "$a.made", whole: "$a" }, options: { dependsOn: ["group"] } },
    ],
    outputs: { b: "$b.of" },
  };
  const preview = await stack.run("preview", scenario);
  expect([preview.summary.changes, cloud.names("create"), cloud.names("preview-create")]).toEqual([
    { create: 4 },
    [],
    ["a", "b"],
  ]);

  const first = await stack.run("up", scenario);
  expect([stack.errors(), stack.steps(), first.outputs]).toEqual([
    [],
    ["create group", "create a", "create b"],
    { b: 1 },
  ]);
  expect(stack.resources().map(({ urn, outputs }) => [String(urn).split("::").at(-1), outputs])).toMatchObject([
    ["group", { label: "group" }],
    ["a", { size: 1, made: 1 }],
    ["b", { of: 1, made: 2 }],
  ]);

  const before = stack.stateText();
  cloud.calls.length = 0;
  const second = await stack.run("up", scenario);
  expect([second.summary.changes, cloud.names("create"), cloud.names("update")]).toEqual([{ same: 4 }, [], []]);
  expect(resourcesOf(stack.stateText())).toEqual(resourcesOf(before));

  await stack.run("destroy", {});
  expect([stack.steps(), [...cloud.objects]]).toEqual([["delete b", "delete a", "delete group"], []]);
});

test("create before delete: the new one, its users, then the old one", async () => {
  await up({ name: "a", inputs: { replaceMe: 1 } }, { name: "b", inputs: { of: "$a.made" } });
  expect(await up({ name: "a", inputs: { replaceMe: 2 } }, { name: "b", inputs: { of: "$a.made" } })).toEqual(
    succeeded("create-replacement a", "replace a", "update b", "delete-replaced a"),
  );
  expect([...cloud.objects.keys()]).toEqual(["b-2", "a-3"]);
});

test("delete before create: dependents that must go are deleted first and come back", async () => {
  const wanted = (value: number): Described[] => [
    { name: "a", inputs: { replaceFirst: value } },
    { name: "b", inputs: { replaceOf: "$a.made" } },
    { name: "c", inputs: { of: "$b.made" } },
  ];
  await up(...wanted(1));
  expect(await up(...wanted(2))).toEqual(
    succeeded(
      "delete-replaced b",
      "delete-replaced a",
      "replace a",
      "create-replacement a",
      "replace b",
      "create-replacement b",
      "update c",
    ),
  );
  expect(await up(...wanted(2))).toEqual(succeeded());
});

test("the program's word on the order of a replacement goes before the provider's", async () => {
  const wanted = (value: number): Described => ({
    name: "a",
    inputs: { replaceMe: value },
    options: { deleteBeforeReplace: true },
  });
  await up(wanted(1));
  expect(await up(wanted(2))).toEqual(succeeded("delete-replaced a", "replace a", "create-replacement a"));
});

test("ignoreChanges hides a change, replaceOnChanges makes it a replacement", async () => {
  await up({ name: "a", inputs: { size: 1 } });
  expect(await up({ name: "a", inputs: { size: 2 }, options: { ignoreChanges: ["size"] } })).toEqual(succeeded());
  expect(await up({ name: "a", inputs: { size: 3 }, options: { replaceOnChanges: ["size"] } })).toEqual(
    succeeded("create-replacement a", "replace a", "delete-replaced a"),
  );
});

test("an alias keeps the resource, and what refers to it, under a new name and a new parent", async () => {
  await up({ name: "old", inputs: { size: 1 } }, { name: "user", inputs: { of: "$old.made" } });
  const moved = await up(
    { name: "group", kind: "component" },
    { name: "new", inputs: { size: 1 }, options: { parent: "group", aliases: [{ name: "old", parent: null }] } },
    { name: "user", inputs: { of: "$new.made" } },
  );
  expect(moved).toEqual(succeeded("create group"));
  expect([cloud.names("create"), cloud.names("delete")]).toEqual([[], []]);
});

test("a protected resource is not deleted, the others are, and the run fails", async () => {
  await up({ name: "a", options: { protect: true } }, { name: "b" });
  const { result, steps, errors } = await up();
  expect([result, steps]).toEqual(["failed", ["delete b"]]);
  expect(errors[0]).toContain("cannot be deleted because it is protected");
  expect([...cloud.objects.keys()]).toHaveLength(1);
});

test("retained resources and those that go with another are forgotten without asking the provider", async () => {
  const a = { name: "a" };
  await up(a, { name: "with", options: { deletedWith: "a" } }, { name: "kept", options: { retainOnDelete: true } });
  expect((await up()).result).toBe("succeeded");
  expect(cloud.names("delete")).toEqual(["a"]);
  expect(stack.resources()).toEqual([]);
});

test("explicit providers configure their own instance, and resources that move to another are not replaced for it", async () => {
  const wanted = (region: string): Described[] => [
    { name: "p", kind: "provider", inputs: { region } },
    { name: "a", inputs: { size: 1 }, options: { provider: "p" } },
  ];
  expect(await up(...wanted("x"))).toEqual(succeeded("create p", "create a"));
  expect(await up(...wanted("y"))).toEqual(succeeded("update p"));
  expect(await up()).toEqual(succeeded("delete a", "delete p"));
});

test("a resource of others is read, kept as external, and forgotten at the end", async () => {
  cloud.objects.set("theirs", { size: 7 });
  const read = await stack.run("up", { resources: [{ name: "a", kind: "get", inputs: { id: "theirs" } }] });
  expect([read.summary.result, stack.resources()]).toMatchObject([
    "succeeded",
    [{ external: true, outputs: { size: 7 } }],
  ]);
  expect((await up()).result).toBe("succeeded");
  expect([stack.resources(), [...cloud.objects.keys()]]).toEqual([[], ["theirs"]]);
});

test("refresh takes in what has changed and lets go of what is gone", async () => {
  await up({ name: "a", inputs: { size: 1 } }, { name: "b", inputs: { of: "$a.made" } });
  cloud.objects.delete("a-1");
  cloud.objects.set("b-2", { of: 1, made: 99 });
  const { summary } = await stack.run("refresh", {});
  expect(summary.changes).toEqual({ delete: 1, update: 1 });
  expect(stack.resources()).toMatchObject([{ outputs: { made: 99 } }]);
});

test("pulumi:disable-default-providers is honoured, and the error says what to do", async () => {
  stack.writeConfig("config:\n  pulumi:disable-default-providers: ['fake']\n");
  const { result, errors } = await up({ name: "a" });
  expect([result, errors]).toEqual([
    "failed",
    ["default provider for 'fake' disabled by pulumi:disable-default-providers; use an explicit provider"],
  ]);
});

test("a failed step stops what comes after it and deletes nothing; what is done is kept", async () => {
  await up({ name: "old" });
  cloud.script.create = (name) => (name === "b" ? Promise.reject(refusal("quota exceeded")) : undefined);
  const failed = await up(
    { name: "a" },
    { name: "b", inputs: { of: "$a.made" } },
    { name: "c", inputs: { of: "$b.made" } },
  );
  expect(failed).toEqual({ result: "failed", steps: ["create a"], errors: ["quota exceeded"] });
  cloud.clear();
  expect(await up({ name: "a" }, { name: "b", inputs: { of: "$a.made" } })).toEqual(
    succeeded("create b", "delete old"),
  );
});

test("a resource that exists but is not well is kept with the reason, and the next up tries again", async () => {
  cloud.script.create = () => ({ initErrors: ["never got healthy"] });
  const first = await up({ name: "a", inputs: { size: 1 } });
  expect([first.result, first.errors]).toEqual([
    "failed",
    ["the resource exists but did not become ready: never got healthy"],
  ]);
  expect(stack.resources()).toMatchObject([{ id: "a-1", initErrors: ["never got healthy"] }]);
  cloud.clear();
  expect(await up({ name: "a", inputs: { size: 1 } })).toEqual(succeeded("update a"));
  expect(stack.resources()[0]).not.toHaveProperty("initErrors");
});

test("a program that throws deletes nothing and fails with its message", async () => {
  await up({ name: "a" }, { name: "b" });
  const { summary } = await stack.run("up", { resources: [{ name: "a" }], throws: "no such thing" });
  expect([summary.result, cloud.names("delete")]).toEqual(["failed", []]);
  expect(stack.errors().join("\n")).toContain("no such thing");
});

test("invalid inputs are all told, with their names", async () => {
  cloud.script.check = () => [
    { property: "size", reason: "must be a number" },
    { property: "name", reason: "is missing" },
  ];
  const { errors } = await up({ name: "a" });
  expect(errors).toEqual(["fake:index:Thing a has invalid inputs:\n  size: must be a number\n  name: is missing"]);
});

test("two resources of one URN are an error, and what the SDK does not check is refused by name", async () => {
  expect((await up({ name: "a" }, { name: "a" })).errors[0]).toContain("Duplicate resource URN");
  const refused = await up({ name: "b", options: { import: "id-1" } });
  expect(refused.errors).toEqual([
    "fake:index:Thing b uses the `import` option, which this engine does not do; run it with the pulumi CLI",
  ]);
});

test("a package without a plugin can be previewed, and up names the command that installs it", async () => {
  const scenario = { resources: [{ name: "p", kind: "provider" as const, options: { version: "1.2.3" } }] };
  const text = (await import("node:fs"))
    .readFileSync(`${stack.folder}/scenario.js`, "utf8")
    .replaceAll('"fake', '"missing');
  writeFileSync(`${stack.folder}/scenario.js`, text);
  const preview = await stack.run("preview", scenario);
  expect([preview.summary.result, preview.summary.changes]).toEqual(["succeeded", { create: 2 }]);
  await stack.run("up", scenario);
  expect(stack.errors()).toEqual([
    "provider missing is not installed; install it with: pulumi plugin install resource missing v1.2.3",
  ]);
});

function resourcesOf(text: string): unknown {
  return (JSON.parse(text) as { checkpoint: { latest: { resources: unknown } } }).checkpoint.latest.resources;
}
