import { ApprovedPlan } from "../../../../packages/engine/plan/approved-plan";
import { type PropertyMap, Secret, unknown } from "../../../../packages/model/property";
import type { Operation, Step } from "../../../../packages/model/step";
import { stateOf, urnOf } from "../support/planned";

function step(operation: Operation, inputs: PropertyMap, fields: Partial<Step> = {}): Step {
  const after = stateOf("a", { inputs });
  return { operation, urn: urnOf("a"), type: after.type, after, replaceKeys: [], changedKeys: [], ...fields };
}
const refused = (planned: Step, actual: Step): string => {
  try {
    new ApprovedPlan([planned]).demand(actual);
    return "";
  } catch (error) {
    return String(error);
  }
};

test("the same step is let through; what was unknown may have become anything, deep inside too", () => {
  const planned = { size: 1, host: unknown, list: [1, unknown], token: new Secret("x"), nested: { a: unknown, b: 2 } };
  const actual = { size: 1, host: "h", list: [1, { a: 1 }], token: new Secret("x"), nested: { a: [1], b: 2 } };
  expect(refused(step("create", planned), step("create", actual))).toBe("");
});

test.each<[string, PropertyMap, PropertyMap, string]>([
  ["another value", { size: 1 }, { size: 2 }, "its input size is"],
  ["another secret", { token: new Secret("x") }, { token: new Secret("y") }, "its input token is"],
  ["one input more", {}, { size: 1 }, "its input size is"],
  ["one input less", { size: 1 }, {}, "its input size is"],
  ["a longer list", { list: [1] }, { list: [1, 2] }, "its input list is"],
  ["something deep inside", { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, "its input a[0].b is"],
])("%s is refused", (_name, planned, actual, message) => {
  expect(refused(step("update", planned), step("update", actual))).toContain(message);
});

test("another operation and another object are refused, nothing to do never is", () => {
  expect(refused(step("update", {}), step("replace", {}))).toContain("the plan does not replace it");
  const gone = (id: string) => step("delete", {}, { before: stateOf("a", { id }) });
  expect(refused(gone("1"), gone("2"))).toContain("the approved plan has id 1, the stack has 2");
  expect(refused(step("update", {}), step("same", { size: 9 }))).toBe("");
});

test("automatic names and a provider's own notes don't count", () => {
  expect(
    refused(
      step("create", { name: "a-1234567", __defaults: ["name"] }),
      step("create", { name: "a-89abcde", __defaults: ["name", "x"] }),
    ),
  ).toBe("");
  expect(refused(step("create", { role: "a-1111111" }), step("create", { role: "a-2222222" }))).toContain(
    "its input role is",
  );
});

test("a plan lacks what an unconfigured provider fills in; what it has still holds", () => {
  const provider = { urn: "urn:pulumi:s::p::pulumi:providers:fake::default", type: "pulumi:providers:fake" };
  const configured = step("same", { host: unknown }, provider);
  const plan = new ApprovedPlan([configured, step("create", { size: 1 })]);
  expect(() => plan.demand(step("create", { size: 1, filled: true }))).not.toThrow();
  expect(() => plan.demand(step("create", { size: 2 }))).toThrow("its input size is");
});
