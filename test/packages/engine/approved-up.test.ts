import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseHashedPreview } from "../../../packages/engine/plan/hashed-preview";
import { planHash } from "../../../packages/engine/plan/plan-hash";
import { renderDigest } from "../../../packages/engine/report/digest";
import type { TestStack } from "./support/deploy-program";
import type { Scenario } from "./support/scenario";
import type { FakeCloud } from "./support/fake-provider";
import { onFreshStack } from "./support/fresh-stack";

let cloud: FakeCloud;
let stack: TestStack;
onFreshStack((fresh) => ({ cloud, stack } = fresh));

/** The plan's name, as a review finds it. */
async function reviewed(scenario: Scenario): Promise<string> {
  await stack.run("preview", scenario);
  const digest = renderDigest(stack.events, { showSecrets: false, showSames: true });
  return planHash(parseHashedPreview(digest), readFileSync(join(stack.folder, "Pulumi.test.yaml"), "utf8"));
}

const two: Scenario = {
  resources: [
    { name: "a", inputs: { size: 1 } },
    { name: "b", inputs: { of: "$a.made" } },
  ],
};

test("the approved plan is applied, also where `up` learns what the plan did not know", async () => {
  const approved = await reviewed(two);
  expect(await reviewed(two)).toBe(approved);
  const { summary } = await stack.run("up", two, { approved });
  expect([summary.result, stack.errors(), cloud.names("create")]).toEqual(["succeeded", [], ["a", "b"]]);
});

test("another plan is refused before anything is touched: other inputs, one resource more, other state, a new secret", async () => {
  const approved = await reviewed(two);
  const bigger: Scenario = {
    resources: [
      { name: "a", inputs: { size: 2 } },
      { name: "b", inputs: { of: "$a.made" } },
    ],
  };
  const more: Scenario = { resources: [...(two.resources ?? []), { name: "c" }] };
  for (const scenario of [bigger, more])
    await expect(stack.run("up", scenario, { approved })).rejects.toThrow(
      /is not the approved plan .*so nothing was applied/,
    );
  stack.writeConfig("config:\n  scenario:token:\n    secure: v1:other:text\n");
  await expect(stack.run("up", two, { approved })).rejects.toThrow();
  stack.writeConfig("");
  expect(cloud.names("create")).toEqual([]);
  await stack.run("up", two);
  await expect(stack.run("up", two, { approved })).rejects.toThrow("is not the approved plan");
});

test("a step that the run makes of an unknown and that was not planned is refused, and the stack is left unlocked", async () => {
  await stack.run("up", two);
  const changed: Scenario = {
    resources: [
      { name: "a", inputs: { replaceMe: 1 } },
      { name: "b", inputs: { of: "$a.made" } },
    ],
  };
  const approved = await reviewed(changed);
  // The provider planned an update of b and now says that it has to be replaced.
  let diffs = 0;
  cloud.script.diff = (name) => {
    if (name !== "b") return undefined;
    diffs += 1;
    return diffs === 1
      ? { changes: "some", replaceKeys: [], changedKeys: ["of"] }
      : { changes: "some", replaceKeys: ["of"], changedKeys: ["of"] };
  };
  cloud.calls.length = 0;
  const { summary } = await stack.run("up", changed, { approved });
  expect(summary.result).toBe("failed");
  expect(stack.errors().join("\n")).toContain("the plan does not");
  expect(cloud.names("create")).toEqual(["a"]);
  cloud.script = {};
  expect((await stack.run("up", changed)).summary.result).toBe("succeeded");
});

test("a plan that could not be made is applied by no name", async () => {
  const approved = await reviewed(two);
  cloud.script.check = () => [{ property: "size", reason: "too big" }];
  await expect(stack.run("up", two, { approved })).rejects.toThrow(
    "the plan could not be made, so nothing was applied",
  );
  expect(stack.errors().join("\n")).toContain("property size value {1} has a problem: too big");
});
