import type { FakeCloud } from "./support/fake-provider";
import { onFreshStack } from "./support/fresh-stack";
import type { Described } from "./support/scenario";
import type { TestStack } from "./support/deploy-program";
import type { SelectionOptions } from "../../../packages/engine/plan/selection";

let cloud: FakeCloud;
let stack: TestStack;
onFreshStack((fresh) => ({ cloud, stack } = fresh));

const urn = (name: string) => `urn:pulumi:test::scenario::fake:index:Thing::${name}`;
const up = async (resources: readonly Described[], selection: SelectionOptions = {}, verb: "up" | "preview" = "up") => {
  cloud.calls.length = 0;
  const { summary } = await stack.run(verb, { resources }, { selection });
  return { result: summary.result, steps: [...stack.steps()].sort(), errors: stack.errors() };
};
const chain = (size: number, ...more: Described[]): Described[] => [
  { name: "a", inputs: { size } },
  { name: "b", inputs: { size, of: "$a.made" } },
  { name: "c", inputs: { size, of: "$b.made" } },
  ...more,
];
const nameOf = ({ urn: of }: Record<string, unknown>) => String(of).split("::").at(-1) ?? "";
const names = () => stack.resources().map(nameOf).sort();
const sizes = () => stack.resources().map(({ outputs }) => (outputs as { size: number }).size);

test("a new resource that is not targeted is not created, and one that depends on it is an error", async () => {
  await up([{ name: "a" }]);
  const both: Described[] = [
    { name: "new" },
    { name: "a", inputs: { size: 2 } },
    { name: "user", inputs: { of: "$new" } },
  ];
  expect((await up(both, { targets: [urn("a")] })).steps).toEqual(["update a"]);
  expect(stack.resources()).toHaveLength(1);
  const message = `Resource '${urn("user")}' depends on '${urn("new")}' which was was not specified in --target list.`;
  expect(await up(both, { targets: [urn("user")] })).toEqual({ result: "failed", steps: [], errors: [message] });
  expect(await up(both, { targets: [urn("user")] }, "preview")).toMatchObject({ result: "failed", errors: [message] });
});

test("a target that is not found is an error at the end, also of a run that changed others", async () => {
  await up(chain(1));
  const { result, errors } = await up(chain(1), { targets: [urn("nothing")] });
  expect([result, errors]).toEqual([
    "failed",
    [`Target '${urn("nothing")}' could not be found in the stack. Did you forget to escape $ in your shell?`],
  ]);
});

test("what the program no longer has is deleted when it is targeted, and its dependents need --target-dependents", async () => {
  await up(chain(1, { name: "d" }));
  const refused = await up([{ name: "a", inputs: { size: 1 } }], { targets: [urn("b")] });
  expect([refused.result, refused.steps, refused.errors.at(-1)]).toEqual(["failed", [], "delete untargeted resource"]);
  expect(refused.errors[0]).toContain(
    `Resource '${urn("c")}' will be destroyed but was not specified in --target list.`,
  );
  const all = await up([{ name: "a", inputs: { size: 1 } }], { targets: [urn("b")], targetDependents: true });
  expect([all.result, all.steps]).toEqual(["succeeded", ["delete b", "delete c"]]);
  expect(names()).toEqual(["a", "d"]);
});

test("what is kept keeps what it uses, in an order that can be loaded", async () => {
  await up(chain(1));
  // b and c no longer use a, which the program no longer has; neither is targeted.
  const rest: Described[] = [{ name: "d" }, { name: "c", inputs: { size: 9 } }, { name: "b", inputs: { size: 9 } }];
  expect(await up(rest, { targets: [urn("d"), urn("a")] })).toEqual({
    result: "succeeded",
    steps: ["create d"],
    errors: [],
  });
  expect((await up(rest)).result).toBe("succeeded");
  expect(sizes()).toEqual([undefined, 9, 9]);
});

test("a dependency that turned around is refused as long as one side is kept", async () => {
  await up([{ name: "a" }, { name: "b", inputs: { of: "$a.made" } }]);
  const turned: Described[] = [{ name: "b" }, { name: "a", inputs: { of: "$b.made" } }];
  const { result, errors } = await up(turned, { targets: [urn("a")] });
  expect([result, errors[0]]).toEqual(["failed", expect.stringContaining("depends on it in the state")]);
  expect((await up(turned)).result).toBe("succeeded");
});

test("destroy deletes targets, in their order, and refuses what it does not know before it begins", async () => {
  await up(chain(1));
  const destroy = async (selection: SelectionOptions) => {
    const { summary } = await stack.run("destroy", {}, { selection });
    return [summary.result, stack.steps()];
  };
  expect(await destroy({ targets: [urn("b")] })).toEqual(["failed", []]);
  expect(await destroy({ targets: [urn("x"), urn("c")] })).toEqual(["failed", []]);
  expect(stack.errors().at(-1)).toBe(`no resource named '${urn("x")}' found`);
  expect(await destroy({ targets: [urn("b")], targetDependents: true })).toEqual([
    "succeeded",
    ["delete c", "delete b"],
  ]);
  expect(await destroy({ excludes: [urn("a")] })).toEqual(["succeeded", []]);
  expect(stack.resources()).toMatchObject([{ id: "a-1" }]);
});

test("--replace replaces what did not change, and refuses a URN that the state does not have", async () => {
  await up(chain(1));
  const { result, steps } = await up(chain(1), { replaces: [urn("c")] });
  expect([result, steps]).toEqual(["succeeded", ["create-replacement c", "delete-replaced c", "replace c"]]);
  const refused = await up(chain(1), { replaces: [urn("x")] });
  expect([refused.result, refused.steps, refused.errors.at(-1)]).toEqual([
    "failed",
    [],
    `Target '${urn("x")}' could not be found in the stack. Did you forget to escape $ in your shell?`,
  ]);
});
