import fc from "fast-check";
import { missingLayers } from "../../../../packages/provider/sent-image/missing-layers";

const image = (...ids: string[]) => ids.map((diffId) => ({ diffId }));
const missing = (layers: { diffId: string }[], ...held: string[][]) =>
  missingLayers(layers, held).map(({ diffId }) => diffId);

test("a host without images lacks every layer", () => {
  expect(missing(image("base", "a", "b"))).toEqual(["base", "a", "b"]);
});

test("what an image of the host begins with is not missing; the longest beginning counts", () => {
  expect(missing(image("base", "a", "b"), ["base"], ["base", "a", "c"])).toEqual(["b"]);
  expect(missing(image("base", "a"), ["base", "a", "c"])).toEqual([]);
});

test("a layer counts only above the same layers: the daemon knows it by all that is below it", () => {
  expect(missing(image("base", "a"), ["other", "a"], ["a"])).toEqual(["base", "a"]);
});

test("what is held and what is missing are always the whole image, and an image of the host begins with the former", () => {
  const ids = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 6 });
  fc.assert(
    fc.property(ids, fc.array(ids, { maxLength: 5 }), (own, held) => {
      const sent = missing(image(...own), ...held);
      const kept = own.slice(0, own.length - sent.length);
      expect([...kept, ...sent]).toEqual(own);
      expect(kept.length === 0 || held.some((other) => kept.every((id, at) => other[at] === id))).toBe(true);
      const longer = own.slice(0, kept.length + 1);
      expect(longer.length > kept.length && held.some((other) => longer.every((id, at) => other[at] === id))).toBe(
        false,
      );
    }),
  );
});
