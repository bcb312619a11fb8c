import { missingForSteps, missingInState } from "../../../../packages/engine/plugins/missing-packages";
import type { Step } from "../../../../packages/model/step";
import { stateOf } from "../support/planned";

const provider = stateOf("p", { urn: "urn:p", type: "pulumi:providers:aws", id: "1", inputs: { version: "6.1.0" } });
const aws = { name: "aws", version: "6.1.0", downloadUrl: "" };
const step = (fields: Partial<Step>): Step => ({
  operation: "create",
  urn: "u",
  type: "aws:s3:Bucket",
  replaceKeys: [],
  changedKeys: [],
  ...fields,
});

test("names the packages of a state's providers that are missing", () => {
  expect(missingInState([provider, stateOf("a")], () => true)).toEqual([aws]);
  expect(missingInState([provider], () => false)).toEqual([]);
});

test("a provider that is registered, and a deletion by its old provider, need the package; a provider's end does not", () => {
  const registered = step({ type: "pulumi:providers:aws", after: provider });
  const deleted = step({ operation: "delete", before: stateOf("b", { provider: "urn:p::1" }) });
  expect(missingForSteps([registered, deleted], [provider], () => true)).toEqual([aws]);
  expect(
    missingForSteps([step({ operation: "delete", type: provider.type, before: provider })], [], () => true),
  ).toEqual([]);
});
