import fc from "fast-check";
import { readProtobuf } from "../../../../packages/docker/image/protobuf-reader";

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

test("reads back numbers and bytes, and passes over fixed-width fields", () => {
  const fields = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.oneof(fc.nat(), fc.uint8Array({ maxLength: 300 }))),
  );
  fc.assert(
    fc.property(fields, (given) => {
      const bytes = given.flatMap(([number, value]) => [
        ...(typeof value === "number"
          ? [...varint(number * 8), ...varint(value)]
          : [...varint(number * 8 + 2), ...varint(value.length), ...value]),
        ...[...varint(number * 8 + 5), 1, 2, 3, 4, ...varint(number * 8 + 1), 1, 2, 3, 4, 5, 6, 7, 8],
      ]);
      const wanted = given.map(([number, value]) => ({
        number,
        value: typeof value === "number" ? value : Buffer.from(value),
      }));
      expect([...readProtobuf(Buffer.from(bytes))]).toEqual(wanted);
    }),
  );
});

test("never runs away on damaged bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      try {
        expect([...readProtobuf(Buffer.from(bytes))].length).toBeLessThanOrEqual(bytes.length);
      } catch (error) {
        expect((error as Error).message).toMatch(/^read a protobuf message: /);
      }
    }),
  );
});
