import { verifyIntegrity } from "../../../../packages/engine/stack/integrity";
import type { ResourceState } from "../../../../packages/model/state";

const stack = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
const cloud = "urn:pulumi:dev::shop::pulumi:providers:cloud::default";

function resource(name: string, fields: Partial<ResourceState> = {}): ResourceState {
  const urn = `urn:pulumi:dev::shop::a:b:C::${name}`;
  return {
    urn,
    type: "a:b:C",
    custom: true,
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    ...fields,
  };
}

const urnOf = (name: string) => resource(name).urn;
const root = resource("", { urn: stack, type: "pulumi:pulumi:Stack", custom: false });
const provider = resource("", { urn: cloud, type: "pulumi:providers:cloud", id: "1" });

function verify(...resources: ResourceState[]): () => void {
  return () => verifyIntegrity({ resources, pendingOperations: [], metadata: {} });
}

test("an ordered state is sound", () => {
  const uses = {
    parent: stack,
    provider: `${cloud}::1`,
    dependencies: [urnOf("a")],
    propertyDependencies: { x: [urnOf("a")] },
    deletedWith: urnOf("a"),
  };
  expect(verify(root, provider, resource("a", { parent: stack }), resource("b", uses))).not.toThrow();
  expect(verify()).not.toThrow();
});

test("old copies may share a URN with one that is alive, or with none", () => {
  const old = resource("a", { delete: true });
  expect(verify(old, resource("a"), old)).not.toThrow();
  expect(verify(old, old)).not.toThrow();
  expect(verify(resource("a"), resource("a"))).toThrow(
    `verify state: resource ${urnOf("a")} is there twice, neither marked for deletion`,
  );
});

test("an old copy that waits for its replacement may have lost its provider", () => {
  const lost = { provider: `${cloud}::gone` };
  expect(verify(resource("a", { ...lost, pendingReplacement: true }))).not.toThrow();
  expect(verify(provider, resource("a", lost))).toThrow(
    `refers to provider ${cloud}::gone, which does not come before it`,
  );
});

test.each<[string, Partial<ResourceState>]>([
  ["parent", { parent: urnOf("b") }],
  ["dependency", { dependencies: [urnOf("b")] }],
  ['dependency (by property "x")', { propertyDependencies: { x: [urnOf("b")] } }],
  ["deletedWith", { deletedWith: urnOf("b") }],
])("a %s that is missing or comes later is refused", (role, fields) => {
  const user = resource("a", fields);
  const sentence = `verify state: the ${role} ${urnOf("b")} of resource ${urnOf("a")}`;
  expect(verify(user)).toThrow(`${sentence} is missing`);
  expect(verify(user, resource("b"))).toThrow(`${sentence} comes after it`);
});

test.each<[string, Partial<ResourceState>]>([
  ["a resource has no urn", { urn: "" }],
  ["has no type", { type: "" }],
  [`component ${urnOf("a")} has an id`, { custom: false, id: "1" }],
  ["has the malformed provider reference", { provider: "default" }],
])("%s", (message, fields) => {
  expect(verify(resource("a", fields))).toThrow(message);
});
