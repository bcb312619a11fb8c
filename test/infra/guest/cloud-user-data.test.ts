import fc from "fast-check";
import { decodeUserData, encodeUserData } from "../../../infra/guest/cloud-user-data";

test("any text comes back, compressed or not", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => decodeUserData(encodeUserData(text, 16_384)) === text),
  );
  const long = "a line of a script\n".repeat(2000);
  expect(decodeUserData(encodeUserData(long, 16_384))).toBe(long);
});

test("what fits stays readable, what does not is compressed and keeps the limit", () => {
  expect(Buffer.from(encodeUserData("#cloud-config\n", 14), "base64").toString()).toBe("#cloud-config\n");
  const packed = Buffer.from(encodeUserData("x".repeat(16_385), 16_384), "base64");
  expect([packed.length <= 16_384, packed.subarray(0, 2)]).toEqual([true, Buffer.from([0x1f, 0x8b])]);
});

test("what is too long even so is refused with both sizes and the limit", () => {
  const noise = Array.from({ length: 4096 }, (_, index) => Math.sin(index).toString(36)).join("");
  expect(() => encodeUserData(noise, 1024)).toThrow(
    /^user-data has \d+ bytes, \d+ compressed; this platform takes 1024\./,
  );
});
