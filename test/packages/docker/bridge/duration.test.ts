import fc from "fast-check";
import { formatDuration, parseDuration } from "../../../../packages/docker/bridge/duration";

test.each([
  ["0s", 0],
  ["0", 0],
  ["30s", 30e9],
  ["1m", 60e9],
  ["1m0s", 60e9],
  ["1.5h", 5400e9],
  ["250ms", 250e6],
  [".5s", 5e8],
  ["1h2m3.004s", 3723.004e9],
])("reads %s", (text, wanted) => expect(parseDuration(text)).toBe(wanted));

test.each(["", "5", "-1s", "1 s", "5 minutes", "s", "1s2", "1x"])("does not read %j", (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test.each([
  [60e9, "1m0s"],
  [3600e9, "1h0m0s"],
  [90.5e9, "1m30.5s"],
  [5e6, "5ms"],
  [1500, "1.5µs"],
  [0, "0s"],
])("writes %d as Go does", (total, wanted) => expect(formatDuration(total)).toBe(wanted));

test("reads back every duration that it writes", () => {
  const milliseconds = fc.integer({ min: 0, max: 1e9 }).map((value) => value * 1e6);
  fc.assert(fc.property(milliseconds, (total) => expect(parseDuration(formatDuration(total))).toBe(total)));
});
