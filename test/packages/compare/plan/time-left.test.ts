import { orderTasks } from "../../../../packages/compare/plan/order-tasks";
import { progressLine } from "../../../../packages/compare/plan/progress-line";
import type { ProbeSpec, Task } from "../../../../packages/compare/plan/task";
import { expectedSeconds, secondsLeft } from "../../../../packages/compare/plan/time-left";

const probes: readonly ProbeSpec[] = [
  { id: "cold", what: "bringing up", measures: [], guessSeconds: 100, rounds: { full: 1, quick: 1 } },
  { id: "memory", what: "measuring the memory", measures: [], guessSeconds: 10, rounds: { full: 2, quick: 1 } },
];
const tasks = orderTasks(probes, "full");
const memoryOfVms: Task = { probe: "memory", runtime: "vms", round: 2 };

test.each<[string, [string, number][], number]>([
  ["as guessed while nothing is known", [], 10],
  ["at the pace of what is finished", [["cold/containers/1", 300]], 30],
  ["as on the other runtime", [["memory/containers/1", 7]], 7],
  [
    "as on its own runtime, before the other",
    [
      ["memory/containers/1", 7],
      ["memory/vms/1", 21],
    ],
    21,
  ],
])("a task is expected to take as long %s", (_case, taken, seconds) => {
  expect(expectedSeconds(memoryOfVms, probes, new Map(taken))).toBe(seconds);
});

test("what is finished takes no more time", () => {
  expect(secondsLeft(tasks, probes, new Map())).toBe(240);
  expect(secondsLeft(tasks, probes, new Map([["cold/containers/1", 100]]))).toBe(140);
  expect(
    secondsLeft(tasks, probes, new Map(tasks.map(({ probe, runtime, round }) => [`${probe}/${runtime}/${round}`, 5]))),
  ).toBe(0);
});

test("the progress has number and total, what runs, for how long, what is next, and the time left", () => {
  const [first, second] = tasks as [Task, Task];
  expect(progressLine(first, { tasks, probes, taken: new Map() })).toBe(
    "1/6  bringing up of the containers, about 2 min; then measuring the memory of the containers; 4 min left",
  );
  expect(progressLine(second, { tasks, probes, taken: new Map([["cold/containers/1", 100]]) })).toMatch(
    /^2\/6 {2}measuring the memory of the containers, about 10 s; then/,
  );
});

test("after the last task comes the report", () => {
  const done = new Map(tasks.slice(0, -1).map(({ probe, runtime, round }) => [`${probe}/${runtime}/${round}`, 5]));
  expect(progressLine(tasks.at(-1) as Task, { tasks, probes, taken: done })).toMatch(/then the report; 5 s left$/);
});
