import { comparePreviews } from "../../../packages/review/compare-previews";
import type { JsonMap } from "../../../packages/review/json";
import type { PlannedStep } from "../../../packages/review/preview";
import { plannedStep } from "./support/planned-step";

const resource = (name: string, after: JsonMap): PlannedStep => ({
  ...plannedStep("fake:index:Thing", "create", { after }),
  name,
  urn: `urn:pulumi:s::p::fake:index:Thing::${name}`,
});
const plan = (...steps: PlannedStep[]) => ({ steps, diagnostics: [] });

test("what two plans from nothing differ in", () => {
  const base = plan(resource("kept", { size: 1 }), resource("changed", { size: 1, __x: 1 }), resource("gone", {}));
  const head = plan(resource("kept", { size: 1 }), resource("changed", { size: 2, __x: 2 }), resource("new", {}));
  const { steps } = comparePreviews(base, head);
  expect(steps.map(({ operation, name, changedKeys }) => [operation, name, changedKeys])).toEqual([
    ["same", "kept", []],
    ["update", "changed", ["size"]],
    ["create", "new", []],
    ["delete", "gone", []],
  ]);
});

test("the same plan twice is not a change", () => {
  const both = plan(resource("a", { list: [{ b: 1, a: 2 }] }));
  expect(comparePreviews(both, both).steps.map(({ operation }) => operation)).toEqual(["same"]);
});

test("a container is recreated by any change", () => {
  const container = (memory: number) =>
    plannedStep("docker:index/container:Container", "create", { after: { memory } });
  expect(comparePreviews(plan(container(1)), plan(container(2))).steps.map(({ operation }) => operation)).toEqual([
    "replace",
  ]);
});
