import {
  defaultProviderName,
  isDefaultProviderDenied,
  parseProviderReference,
  withPackage,
} from "../../../../packages/engine/plan/provider-reference";

test("default providers have the CLI's names", () => {
  const request = { name: "docker", version: "", downloadUrl: "" };
  expect(defaultProviderName(request)).toBe("default");
  expect(defaultProviderName({ ...request, version: "5.2.0-beta.1" })).toBe("default_5_2_0_beta_1");
});

test("a version goes into the inputs as the CLI puts it; without one nothing is added", () => {
  const inputs = { host: "ssh://x" };
  expect(withPackage(inputs, { name: "docker", version: "", downloadUrl: "" })).toBe(inputs);
  expect(withPackage(inputs, { name: "docker", version: "5.2.0", downloadUrl: "" })).toEqual({
    host: "ssh://x",
    version: "5.2.0",
    __internal: {},
  });
});

test("a reference is cut at its last double colon, since names may hold one", () => {
  const urn = "urn:pulumi:s::p::pulumi:providers:docker::a::b";
  expect(parseProviderReference(`${urn}::id`)).toEqual({ urn, id: "id" });
});

test.each([
  [undefined, false],
  ["", false],
  ['["aws"]', false],
  ['["fake"]', true],
  ['["*"]', true],
])("pulumi:disable-default-providers = %s denies: %s", (setting, denied) => {
  expect(isDefaultProviderDenied(setting, "fake")).toBe(denied);
  expect(isDefaultProviderDenied(setting, "pulumi")).toBe(false);
});
