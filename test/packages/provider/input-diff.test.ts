import fc from "fast-check";

import { inputDiff, rootOf } from "../../../packages/provider/input-diff";
import type { Values } from "../../../packages/provider/resource-kind";

test("names the leaves that differ, in Pulumi's path syntax", () => {
  const olds = {
    a: 1,
    files: { "/etc/x": "1", "/etc/y": "1" },
    ports: [{ guest: 22 }, { guest: 80 }],
    gone: "x",
    same: [1],
  };
  const news = { a: 2, files: { "/etc/x": "2", "/etc/z": "1" }, ports: [{ guest: 22, host: 1 }], same: [1] };
  expect(inputDiff(olds, news)).toEqual({
    a: "update",
    'files["/etc/x"]': "update",
    'files["/etc/y"]': "delete",
    'files["/etc/z"]': "add",
    "ports[0].host": "add",
    "ports[1]": "delete",
    gone: "delete",
  });
});

test("a change of type is reported as an update of the whole value", () => {
  expect(inputDiff({ a: [1] }, { a: { b: 1 } })).toEqual({ a: "update" });
});

const values = fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<Values>;

test("finds nothing between a value and itself", () => {
  fc.assert(fc.property(values, (value) => expect(inputDiff(value, structuredClone(value))).toEqual({})));
});

test("finds the same paths in both directions", () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      expect(Object.keys(inputDiff(a, b)).sort()).toEqual(Object.keys(inputDiff(b, a)).sort());
    }),
  );
});

test.each([
  ["image.digest", "image"],
  ["ports[0].host", "ports"],
  ["cpus", "cpus"],
])("the first key of %s is %s", (path, root) => {
  expect(rootOf(path)).toBe(root);
});
