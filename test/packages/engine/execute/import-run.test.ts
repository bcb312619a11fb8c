import type { DeployRequest } from "../../../../packages/engine/deploy-request";
import { FakeCloud } from "../support/fake-provider";
import { TestStack } from "../support/deploy-program";

// The words, the steps and the states of imports are in the recordings of differential/cases/imports.ts.
let cloud: FakeCloud;
let stack: TestStack;
beforeEach(() => {
  cloud = new FakeCloud();
  cloud.readsInputs = true;
  stack = new TestStack(cloud);
});
afterEach(() => stack.dispose());

const imports = (name: string, previewOnly = false): Pick<DeployRequest, "imports"> => ({
  imports: {
    file: { resources: [{ type: "fake:index:Thing", name, id: "x" }] },
    protect: true,
    previewOnly,
  },
});

test("an import keeps what the state has, and starts only the provider that reads the object", async () => {
  await stack.run("up", { resources: [{ name: "p", kind: "provider", inputs: { region: "r" } }, { name: "a" }] });
  cloud.clear();
  cloud.objects.set("x", { size: 1 });
  const { summary } = await stack.run("import", {}, imports("b"));
  expect([summary.result, summary.changes]).toEqual(["succeeded", { same: 3, import: 1 }]);
  const names = stack.resources().map(({ urn }) => String(urn).split("::").at(-1));
  expect([names.slice(0, 2).sort(), names.at(-1)]).toEqual([["a", "p"], "b"]);
  expect(cloud.names("configure")).toEqual(["default"]);
});

test("a preview of an import reads the object, and leaves the state and the history as they are", async () => {
  await stack.run("up", { resources: [{ name: "a" }] });
  const before = stack.stateText();
  cloud.objects.set("x", { size: 1 });
  const { summary } = await stack.run("import", {}, imports("b", true));
  expect(summary).toMatchObject({ preview: true, result: "succeeded" });
  expect(cloud.names("read")).toEqual(["b"]);
  expect(stack.stateText()).toBe(before);
});

test("an import into a stack that is not there is refused", async () => {
  await expect(stack.run("import", {}, imports("b"))).rejects.toThrow("no stack named 'test' found");
});

test("a killed import leaves a pending operation, and the next one settles it", async () => {
  await stack.run("up", {});
  cloud.objects.set("x", { size: 1 });
  let atRead = "";
  cloud.script.read = () => {
    atRead = stack.stateText();
    return undefined;
  };
  await stack.run("import", {}, imports("b"));
  expect(JSON.parse(atRead)).toMatchObject({ checkpoint: { latest: { pending_operations: [{ type: "importing" }] } } });
  stack.restoreState(atRead);
  await stack.run("import", {}, imports("b"));
  expect(stack.pendingOperations()).toEqual([]);
  expect(stack.resources()).toMatchObject([{ id: "x", protect: true }]);
});
