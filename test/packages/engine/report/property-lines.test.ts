import fc from "fast-check";
import { propertyLines } from "../../../../packages/engine/report/property-lines";
import { Asset, Secret, unknown } from "../../../../packages/model/property";
import type { PropertyValue } from "../../../../packages/model/property";
import { anyValue } from "../support/property-arbitrary";

const hidden = { showSecrets: false };
const text = (value: PropertyValue, options = hidden) => propertyLines("it", value, options).join("\n");
const path = (name: string) => `/var/lib/berth/${name.padEnd(40, "x")}`;
const many = (count: number) => Array.from({ length: count }, (_, index) => `/etc/berth/file-number-${index + 1}.conf`);

test.each<[PropertyValue, string]>([
  [null, "it: null"],
  [unknown, "it: [unknown]"],
  [{ a: 1, b: [true, "x"] }, 'it: { a: 1, b: [true, "x"] }'],
  [new Asset({ kind: "path", path: "a.txt" }, "h"), "it: asset(a.txt)"],
  ["x".repeat(500), `it: "${"x".repeat(80)}"… (500 characters)`],
])("a value that is short stands on one line: %#", (value, shown) => {
  expect(text(value)).toBe(shown);
});

test("a map or a list that is too long for a line is spread, an entry a line", () => {
  expect(text({ disk: path("disk"), more: { kernel: path("kernel"), args: ["quiet"] }, list: [path("a"), path("b")] }))
    .toBe(`it:
    disk: "${path("disk")}"
    more: { kernel: "${path("kernel")}", args: ["quiet"] }
    list:
        [0]: "${path("a")}"
        [1]: "${path("b")}"`);
});

test("shows of a map of many texts their number and the first names, never their content", () => {
  const files = Object.fromEntries(many(40).map((name) => [name, "content\n".repeat(100)]));
  expect(text(files)).toBe(`it: 40 entries: ${many(9).join(", ")}, … and 31 more`);
});

test("shows of a list of many items their number and the first ones", () => {
  const names = many(20).map((name) => `"${name}"`);
  expect(text(many(20))).toBe(`it: 20 items: ${names.slice(0, 9).join(", ")}, … and 11 more`);
  const short = Array.from({ length: 13 }, () => "abcdefgh");
  expect(text(short)).toBe(`it: 13 items: ${short.map((item) => `"${item}"`).join(", ")}`);
  expect(text(Array.from({ length: 13 }, () => path("x").repeat(9)))).toContain("characters), … and 11 more");
});

test("a secret is shown with --show-secrets, cut as any other value", () => {
  const secret = new Secret({ key: "y".repeat(300) });
  expect(text(secret)).toBe("it: [secret]");
  expect(text(secret, { showSecrets: true })).toBe(`it:\n    key: "${"y".repeat(80)}"… (300 characters)`);
});

test("whatever the value, no line breaks in two", () => {
  const long = fc.array(fc.string({ minLength: 30, maxLength: 300 }), { maxLength: 40 });
  fc.assert(
    fc.property(fc.oneof(anyValue, long, fc.dictionary(fc.string({ maxLength: 20 }), long)), (value) => {
      const shown = propertyLines("it", value, hidden);
      expect(shown.length).toBeGreaterThan(0);
      for (const line of shown) expect(line).not.toContain("\n");
    }),
  );
});
