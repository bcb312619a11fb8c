import { Secret, unknown } from "../../../../packages/model/property";
import { isTriggered } from "../../../../packages/engine/plan/replacement-trigger";

test.each([
  ["the same", ["a", { b: 1 }], ["a", { b: 1 }], false],
  ["another value", ["a"], ["b"], true],
  ["one that comes", undefined, "a", false],
  ["one that goes", "a", undefined, false],
  ["one that has become secret", [{ a: "a" }], new Secret([{ a: new Secret("a") }]), false],
  ["one that is not known", "a", [unknown], true],
] as const)("%s", (_, old, now, expected) => {
  expect(isTriggered(old, now)).toBe(expected);
});
