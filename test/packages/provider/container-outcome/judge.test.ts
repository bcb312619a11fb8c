import type { ContainerReport } from "../../../../packages/provider/container-outcome/container-report";
import { judge, type Wanted } from "../../../../packages/provider/container-outcome/judge";

const startedAt = "2026-01-01T00:00:10.5Z";
const start = Date.parse(startedAt) / 1000;

function verdict(
  state: Partial<ContainerReport["State"]>,
  { wanted = "up", after = 60, restarts = 0 }: { wanted?: Wanted; after?: number; restarts?: number } = {},
) {
  const whole = { Status: "running", Running: true, ExitCode: 0, StartedAt: startedAt, ...state };
  return judge({ RestartCount: restarts, State: whole }, { wanted, steadySeconds: 5, now: start + after });
}

test("takes the image's own check where there is one", () => {
  expect(verdict({ Health: { Status: "healthy" } })).toEqual({ kind: "reached", outcome: "healthy" });
  expect(verdict({ Health: { Status: "starting" } })).toEqual({ kind: "waiting", reason: "its health is starting" });
});

test("counts a container without a check as up once it ran for a while without a restart", () => {
  expect(verdict({}, { after: 3 })).toEqual({ kind: "waiting", reason: "runs for 3 of 5 s" });
  expect(verdict({}, { after: 5 })).toEqual({ kind: "reached", outcome: "running" });
  expect(verdict({ Status: "restarting", Running: false })).toEqual({ kind: "waiting", reason: "restarting" });
});

test("waits for a job's end, and takes no other code than 0 for a good one", () => {
  const job = { wanted: "completed" as const };
  expect(verdict({}, job)).toEqual({ kind: "waiting", reason: "running" });
  const over = { Status: "exited", Running: false };
  expect(verdict(over, job)).toEqual({ kind: "reached", outcome: "completed" });
  expect(verdict({ ...over, ExitCode: 3 }, job)).toEqual({ kind: "failed", reason: "ended with exit code 3" });
  expect(verdict({ ...over, ExitCode: 137, OOMKilled: true }, job)).toEqual({
    kind: "failed",
    reason: "ended with exit code 137: it reached its memory limit",
  });
});

test("gives up on one that ends again and again", () => {
  expect(verdict({ Status: "restarting", Running: false, ExitCode: 1 }, { restarts: 8 })).toEqual({
    kind: "failed",
    reason: "ended 8 times, the last time with exit code 1",
  });
});
