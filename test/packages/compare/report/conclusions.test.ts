import type { Result, RuntimeName } from "../../../../packages/compare/figures/reading";
import type { Finished } from "../../../../packages/compare/plan/journal";
import { buildComparison } from "../../../../packages/compare/report/comparison";
import { conclusionsOf } from "../../../../packages/compare/report/conclusions";
import { paragraphOf } from "../../../../packages/compare/report/sentences";
import { testCircumstances } from "../support/test-comparison";

const finished = (runtime: RuntimeName, ...results: Result[]): Finished => ({
  task: { probe: "test", runtime, round: 1 },
  seconds: 1,
  load: 1,
  results,
});

const comparison = buildComparison(testCircumstances, [
  finished(
    "containers",
    { measure: "disk-base", value: 2 ** 30 },
    { measure: "disk-copy", value: 0 },
    { measure: "disk-services", value: 100 },
    { measure: "copies", value: 20, isAtLeast: true },
    { measure: "kernels", value: 1 },
    { measure: "rate", value: 100 },
  ),
  finished(
    "vms",
    { measure: "disk-base", value: 3 * 2 ** 30 },
    { measure: "disk-copy", value: 2 ** 20 },
    { measure: "disk-services", value: 110 },
    { measure: "copies", value: 30 },
    { measure: "kernels", value: 3 },
    { measure: "rate", value: 300 },
  ),
]);

test("each runtime's reasons follow from the figures that rank, the strongest first", () => {
  const { containers, vms } = conclusionsOf(comparison);
  expect(containers).toEqual([
    {
      measure: "disk-copy",
      when: "there are many copies of one service",
      because: "Each further copy of api: 0 B against 1 MiB",
    },
    {
      measure: "disk-base",
      when: "disk is paid for by the machine",
      because: "Before any service: 1 GiB against 3 GiB",
      factor: 3,
    },
  ]);
  expect(vms).toEqual([
    {
      measure: "kernels",
      when: "a fault in a kernel must not reach the neighbours",
      because: "Kernels: 3 against 1",
      factor: 3,
    },
  ]);
});

test("what differs by no more than two runs may speaks for none; what cannot be ranked is named as that", () => {
  const { equal, open } = conclusionsOf(comparison);
  expect(equal).toEqual(["The three services"]);
  expect(open).toEqual(["Copies of api in 4 GiB", "Requests a second"]);
});

test("a row's paragraph has figures, ratio and verdict, or why there are none", () => {
  const text = comparison.rows
    .filter(({ id }) => id === "memory")
    .map(paragraphOf)
    .join("");
  expect(text).toContain("Copies of api in 4 GiB: containers ≥ 20, VMs 30; 1.5 ×; a cap was met, not ranked.");
  expect(text).toContain(
    "In use on the hosts: not measured (read only in a full run of stacks that `npm run compare` makes itself).",
  );
});
