import { costLines } from "../support/cost-lines";

test("each file has a line with its seconds and its three dearest tests, and the last line is the sum", () => {
  const seconds = [1, 40.4, 0.2, 12];
  const tests = seconds.map((each, index) => ({ title: `test ${index}`, seconds: each }));
  expect(
    costLines([
      { name: "1-up", seconds: 200.6, tests },
      { name: "5-survival", seconds: 9, tests: [{ title: "x".repeat(61), seconds: 9 }] },
      { name: "8-none", seconds: 0, tests: [] },
    ]),
  ).toEqual([
    "1-up         201 s  40 s test 1; 12 s test 3; 1 s test 0",
    `5-survival     9 s  9 s ${"x".repeat(59)}…`,
    "8-none         0 s",
    "total        210 s",
  ]);
});
