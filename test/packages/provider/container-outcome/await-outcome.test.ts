import { awaitOutcome } from "../../../../packages/provider/container-outcome/await-outcome";
import type { ContainerReport } from "../../../../packages/provider/container-outcome/container-report";
import { operationNamed } from "../operation";

const at = "2026-01-01T00:00:00Z";
const now = Date.parse(at) / 1000 + 60;
const state = (Status: string, ExitCode = 0) => ({
  RestartCount: 0,
  NetworkSettings: { Networks: { edge: { IPAddress: "172.20.0.2" } } },
  State: { Status, Running: Status === "running", ExitCode, StartedAt: at },
});

/** A host whose container is in one state after the other, the last for good. */
function hostWith(...states: readonly ContainerReport[]) {
  const accepts: string[] = [];
  const scripts: string[] = [];
  let looks = 0;
  const run = (_host: unknown, script: string) => {
    scripts.push(script.split(" ").slice(0, 2).join(" "));
    if (script.startsWith("for place")) return answer(accepts.shift() ?? "");
    if (script.startsWith("docker logs")) return answer("no table users\n");
    if (script.startsWith("docker start")) return answer("migrate\n");
    return answer(`${now}\n${JSON.stringify(states[Math.min(looks++, states.length - 1)])}\n`);
  };
  return { run, scripts, accepts };
}

const answer = (stdout: string) => Promise.resolve({ exitCode: 0, stdout, stderr: "" });

const wait = (host: ReturnType<typeof hostWith>, wanted: "up" | "completed", limitSeconds = 60, ports?: number[]) =>
  awaitOutcome(
    operationNamed("migrate"),
    {
      run: host.run,
      host: { config: "/c", alias: "web" },
      container: "migrate",
      wanted,
      steadySeconds: 5,
      ...(ports && { ports }),
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

test("one that runs without a check has to accept on a port, and its error names the ports", async () => {
  const host = hostWith(state("running"));
  host.accepts.push("", "accepts\n");
  await expect(wait(host, "up", 60, [80, 443])).resolves.toBe("running");
  expect(host.scripts.filter((script) => script === "for place")).toHaveLength(2);
  await expect(wait(hostWith(state("running")), "up", 0.01, [80, 443])).rejects.toThrow(
    "container migrate is not up after 0.01 s (port 80, 443 accepts no connection)",
  );
});

test("one that is healthy by its image's check is taken at its word", async () => {
  const running = state("running");
  const host = hostWith({ ...running, State: { ...running.State, Health: { Status: "healthy" } } });
  await expect(wait(host, "up", 60, [80])).resolves.toBe("healthy");
  expect(host.scripts).not.toContain("for place");
});
