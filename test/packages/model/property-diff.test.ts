import fc from "fast-check";
import { Archive, Asset, ResourceReference, Secret, unknown } from "../../../packages/model/property";
import { changedKeys, deepEqual, diffProperties } from "../../../packages/model/property-diff";
import { anyMap, anyValue } from "../engine/support/property-arbitrary";

test("a value equals itself, and a map has no difference from itself", () => {
  fc.assert(fc.property(anyValue.filter(isComparable), (value) => deepEqual(value, value)));
  fc.assert(
    fc.property(anyMap.filter(isComparable), (map) => {
      expect(diffProperties(map, { ...map })).toEqual({});
    }),
  );
});

test("two maps have differences exactly when they are not equal", () => {
  const named = anyMap.map((map) => Object.fromEntries(Object.entries(map).filter(([key]) => !key.startsWith("__"))));
  fc.assert(
    fc.property(named, named, (olds, news) => {
      const equal = deepEqual(olds, news);
      expect(Object.keys(diffProperties(olds, news)).length === 0).toBe(equal);
      expect(changedKeys(olds, news).length === 0).toBe(equal);
    }),
  );
});

test("every leaf is named by its path", () => {
  const olds = {
    gone: 1,
    same: [1],
    list: [1, 2, null],
    deep: { "a.b": { c: 1 }, x: null },
    kind: [1],
    secret: new Secret("a"),
  };
  const news = {
    same: [1],
    list: [1, 3, null, 4],
    deep: { "a.b": { c: 2 } },
    kind: { a: 1 },
    secret: new Secret("b"),
    new: {},
  };
  expect(diffProperties(olds, news)).toEqual({
    'deep["a.b"].c': "update",
    gone: "delete",
    kind: "update",
    "list[1]": "update",
    "list[3]": "add",
    new: "add",
    secret: "update",
  });
  expect(changedKeys(olds, news)).toEqual(["deep", "gone", "kind", "list", "new", "secret"]);
});

test("internal keys count only below the top", () => {
  expect(diffProperties({ __a: 1, b: { __c: 1 } }, { __a: 2, b: { __c: 2 } })).toEqual({ "b.__c": "update" });
});

test.each([
  ["an absent key and a null", { a: null }, {}, true],
  ["a secret and its value", { a: new Secret(1) }, { a: 1 }, false],
  ["two unknowns", { a: unknown }, { a: unknown }, true],
  ["an unknown and a value", { a: unknown }, { a: 1 }, false],
  [
    "assets with one hash",
    { a: new Asset({ kind: "path", path: "x" }, "h") },
    { a: new Asset({ kind: "text", text: "y" }, "h") },
    true,
  ],
  [
    "assets without hash",
    { a: new Asset({ kind: "path", path: "x" }, "") },
    { a: new Asset({ kind: "path", path: "x" }, "") },
    false,
  ],
  [
    "an asset and an archive",
    { a: new Asset({ kind: "elided" }, "h") },
    { a: new Archive({ kind: "elided" }, "h") },
    false,
  ],
  [
    "references of two package versions",
    { a: new ResourceReference("u", "i", "1") },
    { a: new ResourceReference("u", "i", "2") },
    true,
  ],
  [
    "references with other ids",
    { a: new ResourceReference("u", "i") },
    { a: new ResourceReference("u", unknown) },
    false,
  ],
  ["a key of every object", {}, { constructor: 1 }, false],
])("%s", (_what, left, right, equal) => {
  expect(deepEqual(left, right)).toBe(equal);
  expect(deepEqual(right, left)).toBe(equal);
});

/** NaN is not equal to itself, here as in Pulumi. */
function isComparable(value: unknown): boolean {
  return !JSON.stringify(value, (_key, item: unknown) => (Number.isNaN(item) ? "is NaN" : item)).includes("is NaN");
}
