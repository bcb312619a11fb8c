import * as v from "valibot";
import { parseJson } from "../../../packages/json/parse-json";

const schema = v.object({ name: v.string(), sizes: v.array(v.number()) });

test("gives the value without the keys that the schema does not name", () => {
  expect(parseJson(schema, '{"name":"db","sizes":[1],"more":true}', "db.json")).toEqual({ name: "db", sizes: [1] });
});

test("reports every fault with its path, its rule and its value", () => {
  expect(() => parseJson(schema, '{"name":5,"sizes":[1,"two"]}', "db.json")).toThrow(
    new Error(
      'db.json does not have the expected form: name: Invalid type: Expected string but received 5; sizes.1: Invalid type: Expected number but received "two"',
    ),
  );
  expect(() => parseJson(schema, "5", "db.json")).toThrow("the whole: Invalid type: Expected Object but received 5");
});

test.each([
  ["", "db.json is not JSON: it is empty"],
  ["Usage: aws …", "db.json is not JSON: Usage: aws …"],
])("reports the text %j", (text, message) => {
  expect(() => parseJson(schema, text, "db.json")).toThrow(message);
});
