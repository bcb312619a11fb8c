import fc from "fast-check";
import { goJson, type Json } from "../../../../packages/engine/wire/go-json";

test("orders keys by their bytes, as Go does, and leaves out what is undefined", () => {
  // UTF-16 would have the emoji before U+FFFD.
  expect(goJson({ "😀": 1, "\ufffd": 2, b: undefined, a: [{ d: null, c: true }] }, false)).toBe(
    '{"a":[{"c":true,"d":null}],"\ufffd":2,"😀":1}',
  );
  expect(goJson(-0, false)).toBe("-0");
});

test("escapes what Go escapes for HTML, where that is requested", () => {
  const text = "<a href='x'>&\u2028\u2029";
  expect(goJson({ [text]: text }, false)).toBe(JSON.stringify({ [text]: text }));
  const escaped = "\\u003ca href='x'\\u003e\\u0026\\u2028\\u2029";
  expect(goJson({ [text]: text }, true)).toBe(`{"${escaped}":"${escaped}"}`);
});

test("writes JSON that reads as the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.boolean(), (value, escapeHtml) => {
      expect(JSON.parse(goJson(value as Json, escapeHtml))).toEqual(value);
    }),
  );
});
