import type { Result, RuntimeName } from "../../../../packages/compare/figures/reading";
import type { Finished } from "../../../../packages/compare/plan/journal";
import { buildComparison, type ComparedMeasure } from "../../../../packages/compare/report/comparison";
import { testCircumstances } from "../support/test-comparison";

const finished = (runtime: RuntimeName, round: number, ...results: Result[]): Finished => ({
  task: { probe: "test", runtime, round },
  seconds: 1,
  load: round,
  results,
});

function compared(id: string, all: readonly Finished[]): ComparedMeasure {
  const measure = buildComparison(testCircumstances, all)
    .rows.flatMap((row) => row.measures)
    .find((each) => each.id === id);
  if (measure === undefined) throw new Error(`there is no measure ${id}`);
  return measure;
}

test("readings of one runtime come together: median, ends, medians of the parts, and the last evidence", () => {
  const { containers } = compared("copy", [
    finished("containers", 1, { measure: "copy", value: 10, parts: { start: 4, health: 6 }, evidence: ["one"] }),
    finished("containers", 2, { measure: "copy", value: 20, parts: { start: 14 }, evidence: ["two"] }),
  ]);
  expect(containers).toEqual({
    state: "measured",
    n: 2,
    median: 15,
    low: 10,
    high: 20,
    samples: [10, 20],
    isAtLeast: false,
    parts: { start: 9, health: 3 },
    evidence: ["two"],
  });
});

test("lists a lost round beside the value of the others", () => {
  const { containers } = compared("copy", [
    finished("containers", 1, { measure: "copy", value: 10 }),
    finished("containers", 2, { measure: "copy", reason: "no answer within 60 s" }),
  ]);
  expect(containers).toMatchObject({ n: 1, lost: ["no answer within 60 s"] });
});

test("without a figure of both runtimes there is no ratio, and the reason stands in the figure's place", () => {
  const measure = compared("syscalls", [
    finished("containers", 1, { measure: "syscalls", value: 300 }),
    finished("vms", 1, { measure: "syscalls", reason: "the kernel gave no filter" }),
  ]);
  expect(measure.vms).toEqual({ state: "not measured", reason: "the kernel gave no filter" });
  expect(measure.ratio).toBeUndefined();
});

test("what no probe has read is marked", () => {
  const { containers } = compared("disk-base", [finished("vms", 1)]);
  expect(containers).toEqual({
    state: "not measured",
    reason: "read only in a full run of stacks that `npm run compare` makes itself",
  });
});

test("one reading that met a cap makes the figure a least one", () => {
  const { containers } = compared("copies", [
    finished("containers", 1, { measure: "copies", value: 20, isAtLeast: true }),
    finished("containers", 2, { measure: "copies", value: 20 }),
  ]);
  expect(containers).toMatchObject({ isAtLeast: true, median: 20 });
});

test("the load is that of the tasks' beginnings", () => {
  const { load } = buildComparison(testCircumstances, [
    finished("vms", 1),
    finished("vms", 5),
    finished("containers", 2),
  ]);
  expect(load).toEqual({ least: 1, median: 2, greatest: 5 });
});

test("refuses to report nothing", () => {
  expect(() => buildComparison(testCircumstances, [])).toThrow("nothing to report");
});
