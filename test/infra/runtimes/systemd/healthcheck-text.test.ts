import { spawnSync } from "node:child_process";
import { healthcheckText } from "../../../../infra/runtimes/systemd/healthcheck-text";

const limits = { intervalMs: 1000, startPeriodMs: 1000, startIntervalMs: 1000, retries: 1 };

function run(test: readonly string[], timeoutMs = 2000) {
  const { status, stdout } = spawnSync("sh", ["-c", healthcheckText({ ...limits, test, timeoutMs })], {
    encoding: "utf8",
  });
  return { status, stdout };
}

test("words reach the program as they are", () => {
  expect(run(["CMD", "printf", "%s|", "a b", "it's", "$HOME", "*"])).toEqual({
    status: 0,
    stdout: "a b|it's|$HOME|*|",
  });
});

test("a shell text is a shell's", () => {
  expect(run(["CMD-SHELL", "exit $((1 + 2))"]).status).toBe(3);
});

test("one that hangs is unhealthy when its time is over", () => {
  expect(run(["CMD", "sleep", "20"], 200).status).toBe(124);
});
