import { orderTasks } from "../../../../packages/compare/plan/order-tasks";
import { type ProbeSpec, taskName } from "../../../../packages/compare/plan/task";

const probe = (id: string, full: number, quick: number, place?: ProbeSpec["place"]): ProbeSpec => ({
  id,
  what: id,
  guessSeconds: 1,
  rounds: { full, quick },
  measures: [],
  ...(place && { place }),
});

test("runtimes take turns, each round begins with the runtime that the last one ended with, what brings up comes first and what changes a stack last", () => {
  const probes = [
    probe("memory", 2, 1),
    probe("cold", 2, 1, "first"),
    probe("copies", 1, 1, "last"),
    probe("disk", 1, 1),
  ];
  expect(orderTasks(probes, "full").map(taskName)).toEqual([
    "cold/containers/1",
    "cold/vms/1",
    "cold/vms/2",
    "cold/containers/2",
    "memory/containers/1",
    "disk/containers/1",
    "memory/vms/1",
    "disk/vms/1",
    "memory/vms/2",
    "memory/containers/2",
    "copies/containers/1",
    "copies/vms/1",
  ]);
});

test("a quick run does the quick rounds, and leaves out what has none", () => {
  const probes = [probe("memory", 3, 1), probe("copies", 1, 0)];
  expect(orderTasks(probes, "quick").map(taskName)).toEqual(["memory/containers/1", "memory/vms/1"]);
});

test("each probe of a quick run is read once with --once", () => {
  const probes = [probe("memory", 5, 2), probe("copies", 1, 0)];
  expect(orderTasks(probes, "once").map(taskName)).toEqual(["memory/containers/1", "memory/vms/1"]);
});
