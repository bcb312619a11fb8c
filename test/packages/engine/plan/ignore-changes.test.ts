import fc from "fast-check";
import { resetIgnoredChanges } from "../../../../packages/engine/plan/ignore-changes";
import type { PropertyMap } from "../../../../packages/model/property";
import { Secret } from "../../../../packages/model/property";
import { anyMap } from "../support/property-arbitrary";

interface Case {
  readonly olds: PropertyMap;
  readonly news: PropertyMap;
  readonly path: string;
  readonly inputs: PropertyMap;
  readonly unresolved?: boolean;
}

test.each<[string, Case]>([
  [
    "a changed key keeps its old value",
    { olds: { a: 1, b: 1 }, news: { a: 2, b: 2 }, path: "a", inputs: { a: 1, b: 2 } },
  ],
  ["a new key goes", { olds: {}, news: { a: 2 }, path: "a", inputs: {} }],
  ["a removed key comes back", { olds: { a: 1 }, news: {}, path: "a", inputs: { a: 1 } }],
  ["a nested key", { olds: { a: { b: 1 } }, news: { a: { b: 2, c: 2 } }, path: "a.b", inputs: { a: { b: 1, c: 2 } } }],
  ["a nested key of a new map goes", { olds: {}, news: { a: { b: 2 } }, path: "a.b", inputs: { a: {} } }],
  [
    "a nested key of a removed map can't",
    { olds: { a: { b: 1 } }, news: {}, path: "a.b", inputs: {}, unresolved: true },
  ],
  ["nothing on both sides is nothing", { olds: {}, news: {}, path: "a.b.c", inputs: {} }],
  ["a list's element", { olds: { a: [1, 2] }, news: { a: [3, 4] }, path: "a[1]", inputs: { a: [3, 2] } }],
  [
    "an element that only one side has can't",
    { olds: { a: [1] }, news: { a: [3, 4] }, path: "a[1]", inputs: { a: [3, 4] }, unresolved: true },
  ],
  [
    "all keys",
    { olds: { a: { b: 1, c: 1 } }, news: { a: { b: 2, d: 2 } }, path: "a.*", inputs: { a: { b: 1, c: 1 } } },
  ],
  [
    "a key of all elements",
    { olds: { a: [{ x: 1, y: 1 }] }, news: { a: [{ x: 2, y: 2 }] }, path: "a[*].x", inputs: { a: [{ x: 1, y: 2 }] } },
  ],
  [
    "all elements as far as both go",
    { olds: { a: [1, 1] }, news: { a: [2, 2, 2] }, path: "a[*]", inputs: { a: [1, 1, 2] }, unresolved: true },
  ],
  [
    "a value from a secret stays secret",
    { olds: { a: new Secret({ b: 1 }) }, news: { a: { b: 2 } }, path: "a.b", inputs: { a: { b: new Secret(1) } } },
  ],
  [
    "inside of a secret nothing is marked twice",
    {
      olds: { a: new Secret({ b: 1 }) },
      news: { a: new Secret({ b: 2 }) },
      path: "a.b",
      inputs: { a: new Secret({ b: 1 }) },
    },
  ],
  ["a malformed path is told", { olds: {}, news: { a: 1 }, path: "a..b", inputs: { a: 1 }, unresolved: true }],
  ["a key that objects have from birth", { olds: {}, news: { constructor: 1 }, path: "constructor", inputs: {} }],
])("%s", (_what, { olds, news, path, inputs, unresolved }) => {
  expect(resetIgnoredChanges(olds, news, [path])).toEqual({ inputs, unresolved: unresolved === true ? [path] : [] });
});

test("resetting every key by name gives the old inputs, and never changes what it was given", () => {
  fc.assert(
    fc.property(anyMap, anyMap, (olds, news) => {
      const paths = [...new Set([...Object.keys(olds), ...Object.keys(news)])].map(
        (key) => `["${key.replaceAll('"', '\\"')}"]`,
      );
      fc.pre(paths.every((path) => !path.includes("\\")) && paths.every((path) => path !== '["*"]'));
      const before = { ...news };
      expect(resetIgnoredChanges(olds, news, paths)).toEqual({ inputs: olds, unresolved: [] });
      expect(news).toEqual(before);
    }),
  );
});
