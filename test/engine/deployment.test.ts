import { FakeCloud } from "./support/fake-provider";
import { TestStack } from "./support/deploy-program";

let cloud: FakeCloud;
let stack: TestStack;

beforeEach(() => {
  cloud = new FakeCloud();
  stack = new TestStack(cloud);
});
afterEach(() => stack.dispose());

test("a first up creates everything, a second one changes nothing", async () => {
  const scenario = {
    resources: [
      { name: "group", kind: "component" as const },
      { name: "a", inputs: { size: 1 }, options: { parent: "group" } },
      { name: "b", inputs: { of: "$a.made" } },
    ],
    outputs: { b: "$b.made" },
  };
  const first = await stack.run("up", scenario);
  expect({ errors: stack.errors(), steps: stack.steps(), outputs: first.outputs }).toEqual({
    errors: [],
    steps: ["create group", "create a", "create b"],
    outputs: { b: 2 },
  });
  const second = await stack.run("up", scenario);
  expect(second.summary.changes).toEqual({ same: 4 });
});
