import Ajv from "ajv";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testComparison } from "../support/test-comparison";

const file = join(__dirname, "../../../../packages/compare/report/compare.schema.json");
const validate = new Ajv({ strict: true, allErrors: true }).compile(JSON.parse(readFileSync(file, "utf8")) as object);

const asWritten = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("compare.json fits its schema, with what is and what is not measured", () => {
  validate(asWritten(testComparison()));
  expect(validate.errors).toBeNull();
});

test.each<[string, object, string]>([
  ["a key that nobody documented", { more: 1 }, "must NOT have additional properties"],
  ["another version of the schema", { schema: 2 }, "must be equal to constant"],
  ["no load", { load: undefined }, "must have required property 'load'"],
])("%s is a fault", (_case, change, message) => {
  expect(validate(asWritten({ ...testComparison(), ...change }))).toBe(false);
  expect(validate.errors?.map((error) => error.message)).toContain(message);
});

test("a figure that is neither measured nor refused is a fault", () => {
  const comparison = testComparison();
  const [row, ...others] = comparison.rows;
  const [measure] = row?.measures ?? [];
  const broken = {
    ...comparison,
    rows: [{ ...row, measures: [{ ...measure, vms: { state: "measured", n: 0 } }] }, ...others],
  };
  expect(validate(asWritten(broken))).toBe(false);
});
