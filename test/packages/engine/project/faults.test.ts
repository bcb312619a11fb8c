import { Faults } from "../../../../packages/engine/project/faults";

test("raises all faults together, in their order, and nothing without any", () => {
  const faults = new Faults();
  faults.raise("Pulumi.yaml");
  faults.add("name", "it must be a text (got 5)");
  faults.add("config.cpus.type", "it must be one of string, integer");
  expect(() => faults.raise("Pulumi.yaml")).toThrow(
    new Error("Pulumi.yaml:\n  name: it must be a text (got 5)\n  config.cpus.type: it must be one of string, integer"),
  );
});
