import { withoutProtection, withoutResources } from "../../../../packages/engine/plan/edited-state";
import { stateOf, urnOf } from "../support/planned";

const a = stateOf("a", { protect: true });
const b = stateOf("b", { dependencies: [urnOf("a")] });
const oldB = stateOf("b", { id: "old", delete: true, dependencies: [urnOf("a")] });
const gone = { targetDependents: false, force: false };

test("deletes what nothing uses; of two copies the live one", () => {
  expect(withoutResources([a, b], { ...gone, urns: [urnOf("b")] })).toEqual([a]);
  expect(withoutResources([a, b, oldB], { ...gone, urns: [urnOf("b")] })).toEqual([a, oldB]);
});

test("refuses what is used, what is protected and what is not there, in the CLI's words", () => {
  expect(() => withoutResources([a, b], { ...gone, urns: [urnOf("a")] })).toThrow(
    `${urnOf("a")} can't be safely deleted because the following resources depend on it:\n * "b"             (${urnOf("b")})\n\nDelete those resources first or pass --target-dependents.`,
  );
  expect(() => withoutResources([a], { ...gone, urns: [urnOf("a")] })).toThrow(
    "can't be safely deleted because it is protected. Re-run this command with --force to force deletion",
  );
  expect(() => withoutResources([a], { ...gone, urns: ["x"] })).toThrow('No such resource "x" exists');
});

test("deletes dependents and protected ones when they are meant, and all", () => {
  expect(withoutResources([a, b, oldB], { urns: [urnOf("a")], targetDependents: true, force: true })).toEqual([]);
  expect(withoutResources([a, b, oldB], { urns: undefined, targetDependents: false, force: true })).toEqual([]);
});

test("lifts the protection of those that are named, or of all", () => {
  const other = stateOf("other", { protect: true });
  expect(withoutProtection([a, other], [urnOf("a")])).toEqual([stateOf("a"), other]);
  expect(withoutProtection([a, other], undefined)).toEqual([stateOf("a"), stateOf("other")]);
  expect(() => withoutProtection([a], ["x", "y"])).toThrow(/"x" exists.*\n.*"y" exists/);
});
