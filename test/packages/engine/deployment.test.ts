import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FakeCloud } from "./support/fake-provider";
import { onFreshStack } from "./support/fresh-stack";
import type { Described } from "./support/scenario";
import type { TestStack } from "./support/deploy-program";

let cloud: FakeCloud;
let stack: TestStack;
onFreshStack((fresh) => ({ cloud, stack } = fresh));

const up = async (...resources: Described[]) => {
  cloud.calls.length = 0;
  const { summary } = await stack.run("up", { resources });
  return { result: summary.result, steps: stack.steps(), errors: stack.errors() };
};

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

test("changes of every kind in one run, each in its order", async () => {
  const wanted = (version: number): Described[] => [
    { name: "provider", kind: "provider", inputs: { region: version } },
    { name: "plain", inputs: { size: 1 }, options: { provider: "provider" } },
    { name: "after", inputs: { replaceMe: version } },
    { name: "afterUser", inputs: { of: "$after.made" } },
    { name: "first", inputs: { replaceFirst: version } },
    { name: "firstUser", inputs: { replaceOf: "$first.made" } },
    { name: "firstUserUser", inputs: { of: "$firstUser.made" } },
    { name: "told", inputs: { replaceMe: version }, options: { deleteBeforeReplace: true } },
    { name: "ignored", inputs: { size: version }, options: { ignoreChanges: ["size"] } },
    { name: "promoted", inputs: { size: version }, options: { replaceOnChanges: ["size"] } },
  ];
  const group: Described = { name: "group", kind: "component" };
  const moved: Described = {
    name: "new",
    inputs: { size: 1 },
    options: { parent: "group", aliases: [{ name: "old", parent: null }] },
  };
  await up(...wanted(1), { name: "old", inputs: { size: 1 } }, { name: "user", inputs: { of: "$old.made" } });
  const { result, steps } = await up(...wanted(2), group, moved, { name: "user", inputs: { of: "$new.made" } });
  const of = (...names: string[]) => steps.filter((step) => names.includes(step.split(" ")[1] ?? ""));
  expect(result).toBe("succeeded");
  expect(of("provider", "plain")).toEqual(["update provider"]);
  expect(of("after", "afterUser")).toEqual([
    "create-replacement after",
    "replace after",
    "update afterUser",
    "delete-replaced after",
  ]);
  expect(of("first", "firstUser", "firstUserUser")).toEqual([
    "delete-replaced firstUser",
    "delete-replaced first",
    "replace first",
    "create-replacement first",
    "replace firstUser",
    "create-replacement firstUser",
    "update firstUserUser",
  ]);
  expect(of("told")).toEqual(["delete-replaced told", "replace told", "create-replacement told"]);
  expect(of("ignored")).toEqual([]);
  expect(of("promoted")).toEqual(["create-replacement promoted", "replace promoted", "delete-replaced promoted"]);
  // An alias keeps the resource, and what refers to it, under a new name and a new parent.
  expect(of("group", "new", "old", "user")).toEqual(["create group"]);
});

test("pulumi:disable-default-providers is honoured, and the error names the fix", async () => {
  stack.writeConfig("config:\n  pulumi:disable-default-providers: ['fake']\n");
  const { result, errors } = await up({ name: "a" });
  expect([result, errors]).toEqual([
    "failed",
    ["default provider for 'fake' disabled by pulumi:disable-default-providers; use an explicit provider"],
  ]);
});

test("a program that throws deletes nothing and fails with its message", async () => {
  await up({ name: "a" }, { name: "b" });
  const { summary } = await stack.run("up", { resources: [{ name: "a" }], throws: "no such thing" });
  expect([summary.result, cloud.names("delete")]).toEqual(["failed", []]);
  expect(stack.errors().join("\n")).toContain("no such thing");
});

test("reports all invalid inputs by their names", async () => {
  cloud.script.check = () => [
    { property: "size", reason: "must be a number" },
    { property: "name", reason: "is missing" },
  ];
  const { errors } = await up({ name: "a" });
  expect(errors).toEqual([
    [
      "fake:index:Thing resource 'a': property size value {<nil>} has a problem: must be a number",
      "fake:index:Thing resource 'a': property name value {<nil>} has a problem: is missing",
    ].join("\n"),
  ]);
});

test("two resources of one URN are an error", async () => {
  expect((await up({ name: "a" }, { name: "a" })).errors[0]).toContain("Duplicate resource URN");
});

test("a package without a plugin can be previewed, and up names the command that installs it", async () => {
  const scenario = {
    resources: [{ name: "p", kind: "provider" as const, package: "missing", options: { version: "1.2.3" } }],
  };
  const preview = await stack.run("preview", scenario);
  expect([preview.summary.result, preview.summary.changes]).toEqual(["succeeded", { create: 2 }]);
  await stack.run("up", scenario);
  expect(stack.errors()).toEqual([
    "provider missing is not installed; install it with: pulumi plugin install resource missing v1.2.3",
  ]);
});

test("a plugin that is missing is reported before the first resource is made, once", async () => {
  const scenario = {
    resources: [
      { name: "a" },
      { name: "b" },
      { name: "p", kind: "provider" as const, package: "missing", inputs: { of: "$a.made" } },
    ],
  };
  mkdirSync(join(stack.folder, "program/node_modules/@pulumi/missing"), { recursive: true });
  writeFileSync(
    join(stack.folder, "program/node_modules/@pulumi/missing/package.json"),
    JSON.stringify({ name: "@pulumi/missing", version: "1.2.3", pulumi: { resource: true } }),
  );
  const file = `${stack.folder}/Pulumi.yaml`;
  writeFileSync(file, `${readFileSync(file, "utf8")}main: program\n`);
  await stack.run("up", scenario);
  expect([stack.errors(), cloud.names("create")]).toEqual([
    ["provider missing is not installed; install it with: pulumi plugin install resource missing"],
    [],
  ]);
  const unused = { resources: [{ name: "a" }] };
  expect((await stack.run("up", unused)).summary.result).toBe("succeeded");
});

test("a missing configuration key stops up, but neither refresh nor destroy, which run no program", async () => {
  await up({ name: "a" });
  const file = `${stack.folder}/Pulumi.yaml`;
  writeFileSync(file, `${readFileSync(file, "utf8")}config: {size: {type: integer}}\n`);
  await expect(up({ name: "a" })).rejects.toThrow("scenario:size: is missing");
  expect((await stack.run("refresh", {})).summary.result).toBe("succeeded");
  expect((await stack.run("destroy", {})).summary.result).toBe("succeeded");
  expect([...cloud.objects]).toEqual([]);
});

test("an asset in the stack's outputs is stored with its hash", async () => {
  await stack.run("up", { outputs: { file: { $asset: "text" } } });
  expect(stack.stateText()).toContain("982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1");
});

function resourcesOf(text: string): unknown {
  return (JSON.parse(text) as { checkpoint: { latest: { resources: unknown } } }).checkpoint.latest.resources;
}
