import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { decodeText } from "../../../packages/review/decode-text";

const text = "#cloud-config\npackages: [docker]\n";

test("a text of several lines is read plain, out of base64 and out of gzip", () => {
  expect(decodeText(text)).toEqual({ text, encoding: "" });
  expect(decodeText(Buffer.from(text).toString("base64"))).toEqual({ text, encoding: "base64" });
  expect(decodeText(gzipSync(text).toString("base64"))).toEqual({ text, encoding: "gzip in base64" });
});

test("a name, a hash, bytes and damaged gzip are not texts", () => {
  const bytes = Buffer.from([0x1f, 0x8b, ...Array.from({ length: 30 }, () => 7)]).toString("base64");
  for (const value of ["", "t3.small", "a".repeat(64), Buffer.alloc(40).toString("base64"), bytes])
    expect(decodeText(value)).toBeUndefined();
});

test("a gzip bomb is left packed", () => {
  expect(decodeText(gzipSync(Buffer.alloc(50 * 1024 * 1024, "a\n")).toString("base64"))).toBeUndefined();
});

test("whatever is wrapped comes back", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z #-]{12,40}\n[a-zA-Z #-]{12,40}$/), (value) => {
      expect(decodeText(Buffer.from(value).toString("base64"))?.text).toBe(value);
      expect(decodeText(gzipSync(value).toString("base64"))?.text).toBe(value);
    }),
  );
});
