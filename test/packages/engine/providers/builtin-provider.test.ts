import { Secret } from "@berth/model/property";
import { builtinProvider } from "../../../../packages/engine/providers/builtin-provider";

const outputs = { url: "http://a", token: new Secret("hush"), key: new Secret("hush too") };
const provider = builtinProvider((name) =>
  name === "org/shop/dev" ? Promise.resolve(outputs) : Promise.reject(new Error(`stack ${name} not found`)),
);
const reference = "urn:pulumi:s::p::pulumi:pulumi:StackReference::other";
const read = (urn: string, name: unknown) =>
  provider.read({ urn, id: "", inputs: typeof name === "string" ? { name } : {}, outputs: {} });

test("reads a stack reference, with the names of its secret outputs", async () => {
  expect(await read(reference, "org/shop/dev")).toEqual({
    id: "org/shop/dev",
    inputs: { name: "org/shop/dev" },
    outputs: { name: "org/shop/dev", outputs, secretOutputNames: ["key", "token"] },
  });
  await expect(read(reference, "org/shop/gone")).rejects.toThrow("stack org/shop/gone not found");
});

test("serves the function that reads a stack's outputs", async () => {
  const call = { token: "pulumi:pulumi:readStackOutputs", args: { name: "org/shop/dev" } };
  expect(await provider.invoke(call)).toEqual({
    result: { name: "org/shop/dev", outputs, secretOutputNames: ["key", "token"] },
    failures: [],
  });
  await expect(provider.invoke({ ...call, token: "pulumi:pulumi:getResource" })).rejects.toThrow(
    "pulumi:pulumi:getResource: this engine has no such built-in function",
  );
});

test("refuses every other resource of the package", async () => {
  const urn = "urn:pulumi:s::p::pulumi:pulumi:Other::x";
  const refused = `${urn}: this engine has no such built-in resource`;
  await expect(read(urn, "org/shop/dev")).rejects.toThrow(refused);
  await expect(read(reference, undefined)).rejects.toThrow("this engine has no such built-in resource");
  await expect(provider.create({ urn, inputs: {}, preview: false, timeoutSeconds: 0 })).rejects.toThrow(refused);
});
