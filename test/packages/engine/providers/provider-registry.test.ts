import { unknown } from "@berth/model/property";
import type { ResourceState } from "@berth/model/state";
import { ProviderRegistry } from "../../../../packages/engine/providers/provider-registry";
import { FakeCloud } from "../support/fake-provider";

const type = "pulumi:providers:fake";
const urn = `urn:pulumi:s::p::${type}::main`;
const thing = "urn:pulumi:s::p::fake:index:Thing::a";

function registry() {
  const fake = new FakeCloud();
  const loaded: unknown[] = [];
  const warned: string[] = [];
  const made = new ProviderRegistry(
    (request) => {
      loaded.push(request);
      return Promise.resolve(fake.provider());
    },
    (of, message) => warned.push(`${of}: ${message}`),
  );
  return { fake, loaded, warned, made };
}

const state = (id: string): ResourceState => ({
  ...{ urn, type, id, custom: true, inputs: { region: "old", version: "1.0.0" }, outputs: {} },
  ...{ dependencies: [], propertyDependencies: {} },
});

test("configures the instance that was checked, and hands it out by URN and ID", async () => {
  const { fake, loaded, made } = registry();
  const inputs = { region: "here", version: "1.2.3", __internal: {} };
  const checked = await made.check(urn, type, { olds: {}, news: inputs });
  expect(checked.inputs).toEqual(inputs);
  const id = await made.configure({ urn, type, inputs: checked.inputs, id: "id-1" });
  expect(id).toBe("id-1");
  await made.get(`${urn}::id-1`);
  expect(loaded).toEqual([{ name: "fake", version: "1.2.3", downloadUrl: "" }]);
  expect(fake.calls).toMatchObject([{ request: { id: "id-1", inputs: { region: "here" } } }]);
});

test("generates an ID where none is given", async () => {
  const { made } = registry();
  const ids = [await made.configure({ urn, type, inputs: {} }), await made.configure({ urn, type, inputs: {} })];
  expect(new Set(ids).size).toBe(2);
});

test("rejects for a provider that this run has not registered", async () => {
  await expect(registry().made.get(`${urn}::id-1`)).rejects.toThrow(
    `find provider ${urn}::id-1: this run has not registered it`,
  );
  await expect(registry().made.ensure(`${urn}::id-2`, [state("id-1")])).rejects.toThrow(
    `find provider ${urn}::id-2: the state has no such provider`,
  );
});

test("loads a provider of the state once, as it was configured", async () => {
  const { fake, loaded, made } = registry();
  const [first, second] = await Promise.all([
    made.ensure(`${urn}::id-1`, [state("id-1")]),
    made.ensure(`${urn}::id-1`, [state("id-1")]),
  ]);
  expect(second).toBe(first);
  expect(loaded).toEqual([{ name: "fake", version: "1.0.0", downloadUrl: "" }]);
  expect(fake.calls).toMatchObject([{ request: { inputs: { region: "old" } } }]);
});

test("rejects at the first use of a provider that refused its settings", async () => {
  const { fake, made } = registry();
  fake.script = { configure: () => Promise.reject(new Error("no such region")) };
  await made.configure({ urn, type, inputs: { region: "nowhere" }, id: "id-1" });
  await expect(made.get(`${urn}::id-1`)).rejects.toThrow(`configure provider ${urn}: no such region`);
});

test("plans with a stand-in while the settings are not known, and reports each resource that it could not compare", async () => {
  const { fake, warned, made } = registry();
  await made.configure({ urn, type, inputs: { host: unknown }, id: "id-1" });
  const provider = await made.get(`${urn}::id-1`);
  const sides = { oldInputs: {}, oldOutputs: {}, newInputs: {}, ignoreChanges: [] };
  expect((await provider.diff({ urn: thing, id: "1", ...sides })).changes).toBe("some");
  expect(warned).toEqual([expect.stringContaining(`${thing}: the provider for this resource has inputs that are not`)]);
  expect(fake.calls).toEqual([]);
});

test("closes every provider once, one that did not start excepted", async () => {
  const closed: string[] = [];
  const made = new ProviderRegistry(
    ({ version }) => {
      if (version === "2.0.0") return Promise.reject(new Error("not installed"));
      const provider = new FakeCloud().provider();
      return Promise.resolve({ ...provider, close: () => Promise.resolve(void closed.push(version)) });
    },
    () => undefined,
  );
  await made.configure({ urn, type, inputs: { version: "1.0.0" } });
  await expect(made.configure({ urn: `${urn}2`, type, inputs: { version: "2.0.0" } })).rejects.toThrow("not installed");
  await made.close();
  await made.close();
  expect(closed).toEqual(["1.0.0"]);
});

test("a provider that needs no settings to plan is compared before they are known, without a warning", async () => {
  const { fake, warned, made } = registry();
  fake.capabilities = { ...fake.capabilities, unconfigured: true };
  await made.configure({ urn, type, inputs: { region: unknown }, id: "id-1" });
  const provider = await made.get(`${urn}::id-1`);
  const same = {
    urn: thing,
    id: "1",
    oldInputs: { size: 1 },
    oldOutputs: {},
    newInputs: { size: 1 },
    ignoreChanges: [],
  };
  expect([(await provider.diff(same)).changes, warned]).toEqual(["none", []]);
});
