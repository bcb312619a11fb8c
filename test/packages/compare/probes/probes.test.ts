import { measures } from "../../../../packages/compare/figures/measures";
import { givenProbes, ownProbes, probeOf } from "../../../../packages/compare/probes/probes";

const cold = ["cold", "fresh", "boot"];

test.each([
  ["given stacks", givenProbes, []],
  ["its own stacks", ownProbes, cold],
])("of %s every probe reads measures that there are, and no two read the same", (_case, probes, others) => {
  const read = [...others, ...probes.flatMap((probe) => probe.measures)];
  const known = measures.map(({ id }) => id);
  expect(read.filter((id) => !known.includes(id))).toEqual([]);
  expect(new Set(read).size).toBe(read.length);
});

test("of its own stacks every measure is read", () => {
  const read = new Set([...cold, ...ownProbes.flatMap((probe) => probe.measures)]);
  expect(measures.map(({ id }) => id).filter((id) => !read.has(id))).toEqual([]);
});

test("what varies is read often enough to rank also in a quick run, copies apart, which are several at once", () => {
  const varying = new Set(measures.filter(({ isExact }) => !isExact).map(({ id }) => id));
  const once = ownProbes.filter(({ rounds, measures: read }) => rounds.quick < 2 && read.some((id) => varying.has(id)));
  expect(once.map(({ id }) => id)).toEqual(["copy"]);
});

test("an unknown probe is an error", () => {
  expect(probeOf("memory", givenProbes).id).toBe("memory");
  expect(() => probeOf("change", givenProbes)).toThrow("unknown probe change");
});
