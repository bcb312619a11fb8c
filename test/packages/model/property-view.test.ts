import fc from "fast-check";
import type { PropertyMap, PropertyValue } from "../../../packages/model/property";
import { Asset, ResourceReference, Secret, unknown } from "../../../packages/model/property";
import {
  hasSecret,
  isKnown,
  markSecretOutputs,
  providerView,
  withElidedAssets,
  withRestoredAssets,
} from "../../../packages/model/property-view";

const blind = { secrets: false, resources: false, preview: true };

const { map } = fc.letrec<{ value: PropertyValue; map: PropertyMap }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<PropertyValue>(null, true, 1, "text", unknown),
    tie("value").map((inner) => new Secret(inner)),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("map"),
  ),
  map: fc.dictionary(fc.constantFrom("a", "b", "c", "d"), tie("value"), { maxKeys: 3 }),
}));

test("a provider that takes no secrets gets none, at any depth", () => {
  fc.assert(fc.property(map, (properties) => !hasSecret(providerView(properties, blind))));
});

test("what a blind provider echoes is secret again wherever the input was", () => {
  fc.assert(
    fc.property(map, (inputs) => {
      const outputs = markSecretOutputs(providerView(inputs, blind), { inputs, areDropped: true });
      const exposed = Object.keys(inputs).filter(
        (key) => hasSecret(inputs[key] ?? null) && !hasSecret(outputs[key] ?? null),
      );
      expect(exposed).toEqual([]);
    }),
  );
});

test("outputs named by the program or like a secret input are secret once", () => {
  const marked = markSecretOutputs({ a: 1, b: new Secret(2), c: 3 }, { inputs: { a: new Secret(0) }, names: ["b"] });
  expect(marked).toEqual({ a: new Secret(1), b: new Secret(2), c: 3 });
});

test("a reference becomes its id, or its URN when it has none", () => {
  const references = { a: new ResourceReference("urn:x", "id"), b: new ResourceReference("urn:y", undefined) };
  expect(providerView(references, blind)).toEqual({ a: "id", b: "urn:y" });
});

test("assets go as hashes to those who compare, and come back whole", () => {
  const original = { file: new Asset({ kind: "text", text: "x" }, "hash") };
  const elided = withElidedAssets(original);
  expect(elided).toEqual({ file: new Asset({ kind: "elided" }, "hash") });
  expect(withRestoredAssets(elided, original)).toEqual(original);
});

test("nothing is known of what holds an unknown anywhere", () => {
  expect([isKnown({ a: [new Secret(unknown)] }), isKnown({ a: [new Secret(1)] })]).toEqual([false, true]);
});
