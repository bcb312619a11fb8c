import { ImportNames } from "../../../../packages/engine/plan/import-names";

const spec = (name: string, parent?: string) => ({
  type: "fake:index:Thing",
  name,
  logicalName: name,
  label: `resource '${name}'`,
  ...(parent === undefined ? {} : { parent }),
});
const names = (...specs: ReturnType<typeof spec>[]) =>
  new ImportNames(specs, { old: "urn:pulumi:dev::p::fake:index:Group::g" }, { project: "p", stack: "dev" });

test("a parent may come after its child in the file, or be in the state", () => {
  const resolved = names(spec("b", "a"), spec("a", "old"));
  expect(resolved.faults).toEqual([]);
  expect(resolved.urnOf("b")).toBe("urn:pulumi:dev::p::fake:index:Group$fake:index:Thing$fake:index:Thing::b");
  expect(resolved.urnOf("c")).toBeUndefined();
});

test("parents that have each other as parents are a fault of each", () => {
  expect(names(spec("a", "b"), spec("b", "a")).faults).toEqual([
    "resource 'a' is a parent of its own parent",
    "resource 'b' is a parent of its own parent",
  ]);
});

test("a name that two resources have can be nobody's parent, and one URN has one resource", () => {
  const resolved = names(spec("a"), spec("a"), spec("b", "a"));
  expect(resolved.isAmbiguous("a")).toBe(true);
  expect(resolved.faults).toEqual([
    "resource 'a' has an ambiguous URN, set name (or logical name) to be unique",
    "resource 'b' has an ambiguous parent",
  ]);
});
