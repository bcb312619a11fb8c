import { awaitOutcome } from "../../../../packages/provider/container-outcome/await-outcome";
import { operationNamed } from "../operation";

const at = "2026-01-01T00:00:00Z";
const now = Date.parse(at) / 1000 + 60;
const state = (Status: string, ExitCode = 0) => ({
  RestartCount: 0,
  State: { Status, Running: Status === "running", ExitCode, StartedAt: at },
});

/** A host whose container is in one state after the other, the last for good. */
function hostWith(...states: readonly ReturnType<typeof state>[]) {
  const scripts: string[] = [];
  let looks = 0;
  const run = (_host: unknown, script: string) => {
    scripts.push(script.split(" ").slice(0, 2).join(" "));
    if (script.startsWith("docker logs")) return answer("no table users\n");
    if (script.startsWith("docker start")) return answer("migrate\n");
    return answer(`${now}\n${JSON.stringify(states[Math.min(looks++, states.length - 1)])}\n`);
  };
  return { run, scripts };
}

const answer = (stdout: string) => Promise.resolve({ exitCode: 0, stdout, stderr: "" });

const wait = (host: ReturnType<typeof hostWith>, wanted: "up" | "completed", limitSeconds = 60) =>
  awaitOutcome(
    operationNamed("migrate"),
    {
      run: host.run,
      host: { config: "/c", alias: "web" },
      container: "migrate",
      wanted,
      steadySeconds: 5,
      limitSeconds,
    },
    1,
  );

test("starts a job that never ran, and waits for its end", async () => {
  const host = hostWith(state("created"), state("running"), state("exited"));
  await expect(wait(host, "completed")).resolves.toBe("completed");
  expect(host.scripts).toEqual(["date +%s", "docker start", "date +%s", "date +%s"]);
});

test("starts again what failed in an earlier run, and fails with the log when it fails again", async () => {
  const host = hostWith(state("exited", 1), state("exited", 2));
  await expect(wait(host, "completed")).rejects.toThrow(
    "container migrate ended with exit code 2\nlast lines of its log:\nno table users",
  );
  expect(host.scripts).toContain("docker start");
});

test("leaves alone what runs or has ended well", async () => {
  for (const found of [state("running"), state("exited")]) {
    const host = hostWith(found);
    await wait(host, "up");
    expect(host.scripts).not.toContain("docker start");
  }
});

test("has a limit", async () => {
  await expect(wait(hostWith(state("running")), "completed", 0.01)).rejects.toThrow(
    "container migrate is not completed after 0.01 s (running)",
  );
});
