import type { ImportSpec } from "../../../../packages/engine/plan/import-file";
import { plannedImports } from "../../../../packages/engine/plan/planned-imports";
import type { PropertyMap } from "../../../../packages/model/property";
import { unknown } from "../../../../packages/model/property";

const context = {
  project: "p",
  stack: "dev",
  protect: true,
  decode: (fields: Readonly<Record<string, unknown>>): PropertyMap => {
    if ("broken" in fields) throw new Error("it is not a value");
    return "unknown" in fields ? { unknown } : (fields as PropertyMap);
  },
};
const planned = (...resources: ImportSpec[]) => plannedImports({ resources }, context);
const thing = { type: "fake:index:Thing", name: "a", id: "x" };

test("a resource of the file has a URN, its package and what the file gives it", () => {
  expect(planned({ ...thing, version: "v1.2", logicalName: "called", inputs: { size: 1 } })).toEqual([
    {
      urn: "urn:pulumi:dev::p::fake:index:Thing::called",
      type: "fake:index:Thing",
      name: "called",
      id: "x",
      component: false,
      protect: true,
      package: { name: "fake", version: "1.2.0", downloadUrl: "" },
      properties: [],
      inputs: { size: 1 },
    },
  ]);
});

// What the CLI refuses with the same words is in the recordings of differential/cases/imports.ts.
test.each([
  [{ version: "one" }, "could not parse version 'one' for resource 'a' of type 'fake:index:Thing'"],
  [{ extension: {} }, "uses parameterized packages, which this engine does not do; import it with the pulumi CLI"],
  [{ id: "", component: true, remote: true }, "uses remote components (made by a provider), which this engine"],
  [{ inputs: { broken: true } }, "could not deserialize inputs for resource 'a' of type 'fake:index:Thing': it is not"],
  [{ outputs: { unknown: true } }, "the outputs for resource 'a' of type 'fake:index:Thing' contain unknown values"],
])("%j is refused", (spec, message) => {
  expect(() => planned({ ...thing, ...spec })).toThrow(message);
});

test("several faults are counted and listed", () => {
  const faulty = { version: "one", inputs: { broken: true } };
  expect(() => planned({ ...thing, ...faulty })).toThrow(
    /^2 errors occurred:\n {4}1\) could not .*\n {4}2\) could not /,
  );
});

test("an empty file, and the inputs of providers beside the resources, are refused", () => {
  expect(() => planned()).toThrow("the import file has no resources");
  expect(() => plannedImports({ resources: [thing], providerInputs: { own: {} } }, context)).toThrow(
    "declare the provider in 'resources'",
  );
});
