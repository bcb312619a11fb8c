import { goDuration } from "../../../../infra/runtimes/containers/go-duration";

test.each([
  [0, "0s"],
  [100, "100ms"],
  [999, "999ms"],
  [1000, "1s"],
  [1500, "1.5s"],
  [60_000, "1m0s"],
  [90_000, "1m30s"],
  [3_600_000, "1h0m0s"],
  [3_661_250, "1h1m1.25s"],
])("writes %i ms as Go does: %s", (milliseconds, text) => {
  expect(goDuration(milliseconds)).toBe(text);
});
