import { Archive, Asset, ResourceReference, Secret, unknown, type PropertyValue } from "@berth/model/property";
import { unknownSentinel } from "@berth/model/unknown-sentinels";
import { jsonMap, jsonValue, renderValue } from "../../../../packages/engine/report/value";

const masked = { showSecrets: false };
const shown = { showSecrets: true };
const reference = new ResourceReference("urn:x", "id-1");

test.each<[PropertyValue, string]>([
  [null, "null"],
  [1.5, "1.5"],
  [true, "true"],
  ['a "b"\n', '"a \\"b\\"\\n"'],
  [new Secret("hush"), "[secret]"],
  [unknown, "[unknown]"],
  [new Asset({ kind: "path", path: "./a.txt" }, "ab"), "asset(./a.txt)"],
  [new Archive({ kind: "elided" }, "0123456789abcdef"), "archive(0123456789ab)"],
  [reference, "resource(urn:x)"],
  [[1, ["b"]], '[1, ["b"]]'],
  [{}, "{}"],
  [{ a: 1, b: { c: new Secret("hush") } }, "{ a: 1, b: { c: [secret] } }"],
])("renders %j as %s", (value, text) => {
  expect(renderValue(value, masked)).toBe(text);
});

test("shows a secret only where that is requested", () => {
  expect(renderValue({ a: new Secret(["hush"]) }, shown)).toBe('{ a: ["hush"] }');
  expect(jsonValue([new Secret("hush")], masked)).toEqual(["[secret]"]);
  expect(jsonValue([new Secret("hush")], shown)).toEqual(["hush"]);
});

test("cuts a long text and reports how much is missing", () => {
  expect(renderValue("x".repeat(400), masked)).toBe(JSON.stringify("x".repeat(400)));
  expect(renderValue("x".repeat(402), masked)).toBe(`${JSON.stringify("x".repeat(400))}… (2 more characters)`);
});

test("gives plain JSON for programs, with Pulumi's sentinel for what is not known yet", () => {
  const values = { a: unknown, b: reference, c: new ResourceReference("urn:y", unknown), d: null, e: [{ f: 1 }] };
  expect(jsonMap({ ...values, g: new ResourceReference("urn:z", undefined) }, masked)).toEqual({
    ...{ a: unknownSentinel, b: "id-1", c: unknownSentinel, d: null, e: [{ f: 1 }] },
    g: "urn:z",
  });
  const asset = new Asset({ kind: "text", text: "long" }, "ab");
  expect(JSON.stringify(jsonValue(asset, masked))).toBe('{"text":"long","hash":"ab"}');
});
