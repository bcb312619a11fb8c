import { LogRequest, LogSeverity, RequirePulumiVersionRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { EngineEvent } from "@berth/model/events";
import { RunStatus } from "../../../../packages/engine/execute/run";
import { engineService } from "../../../../packages/engine/program/engine-service";

/** The service without gRPC: what it emits, and the error that a call ends with. */
function served() {
  const events: EngineEvent[] = [];
  const status = new RunStatus();
  const { implementation } = engineService({ emit: (event) => void events.push(event), status });
  const call = (method: string, request: unknown) =>
    new Promise<string | undefined>((resolve) => {
      const handle = implementation[method] as (
        call: object,
        done: (error: { details: string } | null) => void,
      ) => void;
      handle({ request }, (error) => resolve(error?.details));
    });
  const log = (severity: LogSeverity, message: string) =>
    call("log", new LogRequest().setSeverity(severity).setMessage(message));
  return { events, status, call, log };
}

test("an error that the program logs again and again is reported once", async () => {
  const { events, log } = served();
  for (let times = 0; times < 3; times += 1) await log(LogSeverity.ERROR, "no such image");
  expect(events).toEqual([{ kind: "diagnostic", severity: "error", message: "no such image" }]);
});

test("what a program logs after the run has failed is not kept", async () => {
  const { events, log, status } = served();
  status.fail();
  await log(LogSeverity.ERROR, "Channel has been shut down");
  expect(events).toMatchObject([{ message: "Channel has been shut down", ephemeral: true }]);
});

test("debug lines are dropped", async () => {
  const { events, log } = served();
  await log(LogSeverity.DEBUG, "RegisterResource RPC prepared");
  expect(events).toEqual([]);
});

test("requirePulumiVersion fails for a range that this engine is not in", async () => {
  const { call } = served();
  const required = (range: string) =>
    call("requirePulumiVersion", new RequirePulumiVersionRequest().setPulumiVersionRange(range));
  expect(await required(">=3.0.0")).toBeUndefined();
  expect(await required(">=99.0.0")).toContain("does not satisfy the version range");
});
