import type { Step } from "../../../../packages/model/step";
import { PluginGate } from "../../../../packages/engine/providers/plugin-gate";
import { stateOf } from "../support/planned";

const aws = { name: "aws", version: "6.1.0", downloadUrl: "" };
const providerOf = (name: string) =>
  stateOf(name, {
    urn: `urn:pulumi:s::p::pulumi:providers:${name}::default`,
    type: `pulumi:providers:${name}`,
    id: "1",
    inputs: { version: "6.1.0" },
  });
const registered: Step = {
  operation: "create",
  urn: "u",
  type: "pulumi:providers:aws",
  after: providerOf("aws"),
  replaceKeys: [],
  changedKeys: [],
};
const deletion: Step = {
  operation: "delete",
  urn: "v",
  type: "aws:s3:Bucket",
  before: stateOf("b", { provider: `${providerOf("aws").urn}::1` }),
  replaceKeys: [],
  changedKeys: [],
};

function gate(steps: readonly Step[], missing: boolean, states = [providerOf("fake")]) {
  let plans = 0;
  const opened = new PluginGate({
    base: { resources: states, pendingOperations: [], metadata: {} },
    installed: () => [aws],
    isMissing: ({ name }) => missing && name === "aws",
    plan: () => {
      plans += 1;
      return Promise.resolve(steps);
    },
  });
  return { opened, plans: () => plans };
}

test("opens without a plan when every installed SDK has its plugin", async () => {
  const { opened, plans } = gate([registered], false);
  await expect(opened.open()).resolves.toBeUndefined();
  expect(plans()).toBe(0);
});

test("plans once, and opens when the program does not use what is missing", async () => {
  const { opened, plans } = gate([], true);
  await Promise.all([opened.open(), opened.open()]);
  expect(plans()).toBe(1);
});

test("names what a registration and what a deletion needs, each once", async () => {
  const message = "provider aws is not installed; install it with: pulumi plugin install resource aws v6.1.0";
  await expect(gate([registered, registered], true).opened.open()).rejects.toThrow(message);
  await expect(gate([deletion], true, [providerOf("aws")]).opened.open()).rejects.toThrow(message);
});
