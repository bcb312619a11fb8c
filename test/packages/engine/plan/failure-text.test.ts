import { failureText, goValue } from "../../../../packages/engine/plan/failure-text";
import { Secret } from "../../../../packages/model/property";

const inputs = { size: 1, password: new Secret("hidden") };
const text = (property: string) => failureText({ type: "t", name: "a", inputs }, { property, reason: "no" });

test("a failure names the resource, the property and its value, of a secret not the value", () => {
  expect(text("size")).toBe("t resource 'a': property size value {1} has a problem: no");
  expect(text("password")).toBe("t resource 'a': property password value {...} has a problem: no");
  expect(text("")).toBe("t resource 'a' has a problem: no");
});

test("an absent value is Go's nil", () => {
  expect([goValue(undefined), goValue(null), goValue("text")]).toEqual(["{<nil>}", "{<nil>}", "{text}"]);
});
