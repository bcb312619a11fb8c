import { InterruptCounter } from "../../../packages/engine/interrupt-counter";

test.each<[string, readonly number[], readonly string[]]>([
  ["one signal stops the run", [5], ["stop"]],
  ["what a process group and its parents send at once counts once", [5, 6, 300], ["stop", "same", "same"]],
  ["a second signal later kills", [5, 1_005], ["stop", "kill"]],
])("%s", (_what, times, expected) => {
  const counter = new InterruptCounter();
  expect(times.map((time) => counter.count(time))).toEqual(expected);
});
