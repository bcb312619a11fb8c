import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestStack } from "../support/deploy-program";
import type { FakeCloud } from "../support/fake-provider";
import { onFreshStack } from "../support/fresh-stack";

const policyPacks = [join(__dirname, "pack")];
let cloud: FakeCloud;
let stack: TestStack;
onFreshStack((fresh) => ({ cloud, stack } = fresh));

const warnings = () =>
  stack.events.flatMap((event) => (event.kind === "diagnostic" && event.severity === "warning" ? [event.message] : []));

test("a preview reports every violation, plans to its end, and fails", async () => {
  const resources = [
    { name: "a", inputs: { size: 11 } },
    { name: "b", inputs: { size: 12 }, options: { protect: true } },
    { name: "c" },
  ];
  const { summary } = await stack.run("preview", { resources }, { policyPacks });
  expect([...stack.errors()].sort()).toEqual([
    expect.stringMatching(/^policy few \(mandatory\): [^]*the stack has 3 things$/),
    expect.stringMatching(/^policy small \(mandatory\): [^]*size 11 is over 10$/),
    expect.stringMatching(/^policy small \(mandatory\): [^]*size 12 is over 10$/),
  ]);
  expect(warnings().filter((text) => text.includes("policy protected (advisory)"))).toHaveLength(2);
  expect([summary.result, [...stack.steps()].sort()]).toEqual(["failed", ["create a", "create b", "create c"]]);
});

test("an up makes nothing that breaks a mandatory rule, whatever only warns", async () => {
  const refused = await stack.run("up", { resources: [{ name: "a", inputs: { size: 11 } }] }, { policyPacks });
  expect([refused.summary.result, cloud.names("create")]).toEqual(["failed", []]);
  expect(stack.errors().join("\n")).toContain("fake:index:Thing a breaks a mandatory policy");
  const allowed = await stack.run("up", { resources: [{ name: "a", inputs: { size: 10 } }] }, { policyPacks });
  expect([allowed.summary.result, stack.errors(), cloud.names("create")]).toEqual(["succeeded", [], ["a"]]);
});

test("what a preview can't know yet breaks no rule", async () => {
  const resources = [{ name: "a" }, { name: "b", inputs: { size: "$a.made" } }];
  const { summary } = await stack.run("preview", { resources }, { policyPacks });
  expect([summary.result, stack.errors()]).toEqual(["succeeded", []]);
});

test("reports a folder without a pack, and a pack that does not load, with the reason of each", async () => {
  const folder = mkdtempSync(join(tmpdir(), "broken-pack-"));
  try {
    await expect(stack.run("preview", {}, { policyPacks: [folder] })).rejects.toThrow(
      "there is no PulumiPolicy.yaml in it",
    );
    writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
    writeFileSync(join(folder, "index.js"), 'throw new TypeError("no such rule");\n');
    symlinkSync(join(__dirname, "../../../../node_modules"), join(folder, "node_modules"));
    await expect(stack.run("preview", {}, { policyPacks: [folder] })).rejects.toThrow("no such rule");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
