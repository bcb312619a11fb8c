import type { Operation, Step } from "@berth/model/step";
import { duration, keyOf, outcome, symbol, title, verb } from "../../../../packages/engine/report/step-texts";

const urn = "urn:pulumi:dev::shop::a:b:Outer$a:b:Inner::db";
const step = (operation: Operation, more: Partial<Step> = {}): Step => ({
  ...{ operation, urn, type: "a:b:Inner", replaceKeys: [], changedKeys: [] },
  ...more,
});

test.each([
  [0, "0.0 s"],
  [3_140, "3.1 s"],
  [59_900, "59.9 s"],
  [60_000, "1 min 0 s"],
  [65_400, "1 min 5 s"],
  [3_661_000, "61 min 1 s"],
])("shows %i ms as %s", (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});

test.each<[Operation, string, string, string]>([
  ["create", "+ ", "creating", "created"],
  ["update", "~ ", "updating", "updated"],
  ["delete", "- ", "deleting", "deleted"],
  ["read", "> ", "reading", "read"],
  ["refresh", "~ ", "refreshing", "is gone"],
  ["create-replacement", "++", "creating the new one", "created the new one"],
  ["delete-replaced", "--", "deleting the old one", "deleted the old one"],
])("shows the operation %s as %j, %s, %s", (operation, mark, running, finished) => {
  expect([symbol(step(operation)), verb(operation), outcome(step(operation))]).toEqual([mark, running, finished]);
});

test("names a resource by its own type and name, and a step by its resource and operation", () => {
  expect(title(urn)).toBe("a:b:Inner db");
  expect(keyOf(step("create"))).toBe(`${urn} create`);
});
