import { exitCodeOf } from "../../../packages/engine/exit-code";

test.each([
  ["succeeded", { create: 1 }, false, 0],
  ["succeeded", { create: 1, same: 2 }, true, 7],
  ["succeeded", { same: 2 }, true, 0],
  ["failed", { create: 1 }, true, 1],
  ["cancelled", {}, true, 130],
] as const)("%s with %j, no changes expected: %s, ends with %d", (result, changes, expectNoChanges, code) => {
  expect(exitCodeOf({ result, changes }, { expectNoChanges })).toBe(code);
});
