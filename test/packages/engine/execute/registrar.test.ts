import { verifyIntegrity } from "../../../../packages/engine/stack/integrity";
import { decodeSnapshot, parseCheckpoint } from "../../../../packages/engine/stack/checkpoint";
import type { FakeCloud } from "../support/fake-provider";
import type { TestStack } from "../support/deploy-program";
import { until } from "../support/engine-process";
import { onFreshStack } from "../support/fresh-stack";
import type { Described } from "../support/scenario";

let cloud: FakeCloud;
let stack: TestStack;
onFreshStack((fresh) => ({ cloud, stack } = fresh));

/** Fails when the state file is invalid at any moment at which the cloud changes. */
function watchState(): void {
  cloud.onMoment = () => verifyIntegrity(decodeSnapshot(parseCheckpoint(stack.stateText(), "state"), undefined));
}

const up = (...resources: Described[]) => stack.run("up", { resources });
const old: Described = { name: "old", inputs: { size: 1 } };
const renamed: Described = { name: "new", inputs: { size: 1 }, options: { aliases: [{ name: "old" }] } };

test("the state is valid in every write of a run that renames by alias", async () => {
  const user = (of: string): Described => ({ name: "b", options: { dependsOn: [of] } });
  await up({ name: "x", inputs: { v: 1 } }, old, user("old"));
  watchState();
  // The update of x is written while the rename is under way: after new is claimed, before it is finished.
  let claim: () => void = () => undefined;
  const claimed = new Promise<void>((resolve) => (claim = resolve));
  cloud.script.update = async () => {
    await claimed;
    return {};
  };
  cloud.script.diff = async (name) => {
    if (name !== "new") return {};
    claim();
    await until(() => cloud.names("update").length === 1 && stack.pendingOperations().length === 0, "x is written");
    cloud.onMoment?.("diff new");
    return {};
  };
  const { summary } = await up({ name: "x", inputs: { v: 2 } }, renamed, user("new"));
  expect([summary.result, stack.errors(), summary.changes]).toEqual(["succeeded", [], { same: 3, update: 1 }]);
  expect((await stack.run("destroy", {})).summary.result).toBe("succeeded");
});

test("a run that stops after a rename leaves a state that the next run goes on from", async () => {
  const user = (of: string): Described => ({ name: "b", inputs: { of: `$${of}.made`, v: of } });
  await up(old, user("old"));
  watchState();
  cloud.script.update = () => Promise.reject(new Error("quota exceeded"));
  expect((await up(renamed, user("new"))).summary.result).toBe("failed");
  cloud.clear();
  const { summary } = await up(renamed, user("new"));
  expect([summary.result, stack.steps(), [...cloud.objects.keys()]]).toEqual([
    "succeeded",
    ["update b"],
    ["old-1", "b-2"],
  ]);
});
