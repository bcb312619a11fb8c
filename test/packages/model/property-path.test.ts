import fc from "fast-check";
import { Secret } from "../../../packages/model/property";
import type { PropertyPath } from "../../../packages/model/property-path";
import { formatPropertyPath, getAtPath, parsePropertyPath, pathContains } from "../../../packages/model/property-path";

test.each<[string, PropertyPath]>([
  ["root", ["root"]],
  ["root.double.nest", ["root", "double", "nest"]],
  ['root["double"]["nest"]', ["root", "double", "nest"]],
  ["root.array[0][1].nested", ["root", "array", 0, 1, "nested"]],
  ['root["key with \\"escaped\\" quotes"]', ["root", 'key with "escaped" quotes']],
  ['["root key with a ."][100]', ["root key with a .", 100]],
  ["root.array[*].field", ["root", "array", "*", "field"]],
  ["root.*.field", ["root", "*", "field"]],
  ["foo-bar", ["foo-bar"]],
  ["a.[0]", ["a", 0]],
  ["", []],
])("%s", (text, path) => {
  expect(parsePropertyPath(text)).toEqual(path);
});

test.each([".a", "a.", "a..b", 'a["b', 'a["b"', "a[x]", "a[", "a[-1]", "a[0]b"])("%s is refused", (text) => {
  expect(() => parsePropertyPath(text)).toThrow(`parse property path "${text}"`);
});

test("any path survives being written and read", () => {
  const key = fc.oneof(
    fc.string().filter((text) => !text.includes("\\")),
    fc.nat(),
  );
  fc.assert(fc.property(fc.array(key), (path) => expect(parsePropertyPath(formatPropertyPath(path))).toEqual(path)));
});

test("a value is found through maps, lists and secrets, or not at all", () => {
  const value = { a: new Secret([{ b: 1 }]) };
  expect(getAtPath(value, ["a", 0, "b"])).toBe(1);
  expect(
    [["a", 1], ["a", "b"], ["x"], [0], ["toString"], ["a", 0, "b", "c"]].map((path) => getAtPath(value, path)),
  ).toEqual(Array.from({ length: 6 }, () => undefined));
});

test.each([
  ['foo["bar"][1]', "foo.bar[1].baz", true],
  ["foo.*.baz", "foo.bar.baz.bam", true],
  ["*", "anything", true],
  ["list[*]", "list[3].x", true],
  ["foo.bar", "foo", false],
  ["foo[1]", 'foo["1"]', false],
])("%s contains %s: %p", (pattern, path, contained) => {
  expect(pathContains(parsePropertyPath(pattern), parsePropertyPath(path))).toBe(contained);
});
