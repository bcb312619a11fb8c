import { type ConfigType, fitsType, typeText } from "../../../../packages/engine/project/config-type";
import type { Json } from "../../../../packages/engine/wire/go-json";

const integers: ConfigType = { type: "array", items: { type: "integer" } };

test.each<[ConfigType, readonly Json[], readonly (Json | undefined)[]]>([
  [{ type: "string" }, ["", "5"], [5, true, null, [], {}, undefined]],
  [{ type: "integer" }, [5, -5, "5", "+5", "-12"], [1.5, "1.5", "", "0x5", "five", true]],
  [{ type: "boolean" }, [true, false, "true", "false"], ["yes", "True", 1, null]],
  [{ type: "object" }, [{}, { a: 1 }], [[], "{}", null]],
  [integers, [[], [1, "2"]], [[1, "two"], {}, "[]", [null]]],
])("%j fits %j and not %j", (type, fitting, others) => {
  expect(fitting.filter((value) => !fitsType(value, type))).toEqual([]);
  expect(others.filter((value) => fitsType(value, type))).toEqual([]);
});

test("names a type with its items", () => {
  expect(typeText({ type: "array", items: integers })).toBe("array<array<integer>>");
});
