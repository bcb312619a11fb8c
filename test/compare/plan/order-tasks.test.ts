import { orderTasks } from "../../../compare/plan/order-tasks";
import { type ProbeSpec, taskName } from "../../../compare/plan/task";

const probe = (id: string, full: number, quick: number, isFirst = false): ProbeSpec => ({
  id,
  what: id,
  guessSeconds: 1,
  rounds: { full, quick },
  isFirst,
});

test("sides take turns, each round begins with the side that the last one ended with, and what brings up comes first", () => {
  const probes = [probe("memory", 2, 1), probe("cold", 2, 1, true), probe("disk", 1, 1)];
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
  ]);
});

test("a quick run does the quick rounds, and leaves out what has none", () => {
  const probes = [probe("memory", 3, 1), probe("copies", 1, 0)];
  expect(orderTasks(probes, "quick").map(taskName)).toEqual(["memory/containers/1", "memory/vms/1"]);
});
