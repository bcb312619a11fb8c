import { withoutAutomaticNames } from "../../../../packages/engine/plan/automatic-names";

test("a name that the provider lists among its defaults is replaced", () => {
  const inputs = { name: "data-1a2b3c4", size: 1, __defaults: ["name"] };
  expect(withoutAutomaticNames(inputs, "data")).toEqual({ name: "data-*", size: 1, __defaults: ["name"] });
});

test.each<[string, Readonly<Record<string, unknown>>]>([
  ["a name that the program wrote", { name: "data-1a2b3c4", __defaults: [] }],
  ["a name without any mark", { role: "data-1111111" }],
  ["a default that has another form", { name: "data-one", __defaults: ["name"] }],
  ["a default that begins with another name", { name: "other-1a2b3c4", __defaults: ["name"] }],
  ["two candidates on azure-native", { vmName: "data-1a2b3c4", diskName: "data1a2b3c4d", __createBeforeDelete: true }],
  ["an input on azure-native that is not a name", { role: "data-1a2b3c4", __createBeforeDelete: true }],
])("%s stays as it is", (_case, inputs) => {
  expect(withoutAutomaticNames(inputs, "data")).toEqual(inputs);
});

test("the one random name that azure-native marks is replaced", () => {
  const inputs = { vmName: "data1a2b3c4d", location: "westeurope", __createBeforeDelete: true };
  expect(withoutAutomaticNames(inputs, "data")).toEqual({ ...inputs, vmName: "data-*" });
});
