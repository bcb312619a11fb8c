import { writtenField } from "../../../infra/config/written-field";

test.each<[string, unknown, unknown]>([
  ["a map", { password: "x" }, "x"],
  ["a map without the field", {}, undefined],
  ["a list", ["x"], undefined],
  ["a text", "password", undefined],
  ["nothing", null, undefined],
])("a field of %s", (_, value, found) => {
  expect(writtenField(value, "password")).toBe(found);
});
