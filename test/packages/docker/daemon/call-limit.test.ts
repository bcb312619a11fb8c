import { limitOf } from "../../../../packages/docker/daemon/call-limit";

test.each([
  ["GET", undefined, 60_000],
  ["HEAD", undefined, 60_000],
  ["POST", undefined, 1_200_000],
  ["PUT", undefined, 1_200_000],
  ["DELETE", undefined, 1_200_000],
  ["POST", 5_000, 5_000],
] as const)("a %s with the limit %s of its own may take %d ms", (method, limitMs, expected) => {
  expect(limitOf(limitMs === undefined ? { method } : { method, limitMs })).toBe(expected);
});
