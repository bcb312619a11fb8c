import { Asset, ResourceReference, Secret } from "@berth/model/property";
import type { DiffRequest } from "@berth/model/provider";
import { guardProvider } from "../../../../packages/engine/providers/provider-boundary";
import { FakeCloud } from "../support/fake-provider";

const urn = "urn:pulumi:s::p::fake:index:Thing::a";
const whole = new Asset({ kind: "text", text: "long" }, "ab12");
const elided = new Asset({ kind: "elided" }, "ab12");

function cloud(capabilities = { secrets: true, resources: true, preview: true }) {
  const fake = new FakeCloud();
  fake.capabilities = capabilities;
  return { fake, provider: guardProvider(fake.provider()) };
}

test("a diff has assets by their hashes on both sides", async () => {
  const { fake, provider } = cloud();
  const file = { file: whole };
  const request: DiffRequest = { urn, id: "1", oldInputs: file, oldOutputs: file, newInputs: file, ignoreChanges: [] };
  await provider.diff(request);
  const hashed = { file: elided };
  expect(fake.calls).toMatchObject([{ request: { oldInputs: hashed, oldOutputs: hashed, newInputs: hashed } }]);
});

test("a creation has assets as a whole, and a read gives them back whole", async () => {
  const { fake, provider } = cloud();
  const { id } = await provider.create({ urn, inputs: { file: whole }, preview: false, timeoutSeconds: 0 });
  expect(fake.calls).toMatchObject([{ request: { inputs: { file: whole } } }]);
  const { inputs } = await provider.read({ urn, id, inputs: { file: whole }, outputs: {} });
  expect(inputs).toEqual({ file: whole });
});

test("a provider without secrets and references gets plain values, and what it answers is secret again", async () => {
  const { fake, provider } = cloud({ secrets: false, resources: false, preview: true });
  const inputs = { token: new Secret("hush"), of: new ResourceReference("urn:x", "id-1") };
  const { outputs } = await provider.create({ urn, inputs, preview: false, timeoutSeconds: 0 });
  expect(fake.calls).toMatchObject([{ request: { inputs: { token: "hush", of: "id-1" } } }]);
  expect(outputs.token).toEqual(new Secret("hush"));
});
