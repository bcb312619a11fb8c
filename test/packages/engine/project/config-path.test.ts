import fc from "fast-check";
import { parseConfigPath } from "../../../../packages/engine/project/config-path";

test.each([
  ["hosts", ["hosts"]],
  ["aws:region", ["aws:region"]],
  ["composeVariables.DB_PASSWORD", ["composeVariables", "DB_PASSWORD"]],
  ['registries["r.example.org:5000"].password', ["registries", "r.example.org:5000", "password"]],
  ["zones[1]", ["zones", 1]],
  ['a["b\\"c"][0].d', ["a", 'b"c', 0, "d"]],
  ['a.["b"]', ["a", "b"]],
])("%s is a path", (text, path) => {
  expect(parseConfigPath(text)).toEqual(path);
});

test.each(["", ".a", "a.", "a[", "a[x]", 'a["b]', "[0]", "a..b", "a]"])("%p is refused", (text) => {
  expect(() => parseConfigPath(text)).toThrow(`"${text}" is not a path; write it as key.name`);
});

test("every path can be written, and is read as it was", () => {
  const rest = fc.array(fc.oneof(fc.nat({ max: 99 }), fc.string()));
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z][a-zA-Z:]*$/), rest, (key, parts) => {
      const written = parts.map((part) =>
        typeof part === "number" ? `[${part}]` : `["${part.replace(/[\\"]/g, "\\$&")}"]`,
      );
      expect(parseConfigPath(key + written.join(""))).toEqual([key, ...parts]);
    }),
  );
});
