import { containerResource } from "../../../../packages/docker/container/container";
import { checkInputs } from "../../../../packages/docker/bridge/check-inputs";
import { containerFields } from "../../../../packages/docker/container/container-fields";
import type { PropertyMap } from "../../../../packages/model/property";
import { FakeDaemon, type Answer, type Script } from "../fake-daemon";
import daemon from "../recorded/daemon-26.1.5.json";

const labels = [
  { label: "berth.project", value: "p" },
  { label: "berth.stack", value: "dev" },
];
const inputsOf = (news: PropertyMap) =>
  checkInputs(containerFields, { name: "web", image: "debian", labels, ...news }).inputs;
const frame = (text: string) => Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, text.length]), Buffer.from(text)]);

type State = (typeof daemon.full)["State"];
const inspect = (
  state: Partial<Omit<State, "Health">> & { Health?: unknown } = {},
  marks: object = daemon.full.Config.Labels,
) => ({
  json: {
    ...daemon.full,
    Id: "id1",
    State: { ...daemon.full.State, ...state },
    Config: { ...daemon.full.Config, Labels: marks },
  },
});

/** What a healthy daemon answers, with some answers replaced. */
function script(rest: Readonly<Record<string, Answer | (() => Answer)>> = {}): Script {
  const answers: Readonly<Record<string, Answer | (() => Answer)>> = {
    "GET /images/debian/json": { json: { Id: "sha256:1" } },
    "POST /containers/create?name=web": { status: 201, json: { Id: "id1" } },
    "POST /networks/bridge/disconnect": { json: {} },
    "POST /networks/back/connect": { json: {} },
    "PUT /containers/id1/archive?path=/": { json: {} },
    "POST /containers/id1/start": { status: 204 },
    "GET /containers/id1/json": inspect(),
    ...rest,
  };
  return ({ line }) => {
    const answer = answers[line];
    return typeof answer === "function" ? answer() : answer;
  };
}

async function run<T>(
  answers: Script,
  use: (fake: FakeDaemon, context: ReturnType<FakeDaemon["context"]>) => Promise<T>,
) {
  const fake = await FakeDaemon.start(answers);
  const client = fake.daemon();
  try {
    return { result: await use(fake, fake.context(client)).catch((error: unknown) => error), lines: fake.lines() };
  } finally {
    client.close();
    await fake.stop();
  }
}

test("creates, connects, uploads, starts, waits and reads, in this order", async () => {
  const inputs = inputsOf({
    networksAdvanced: [{ name: "back" }],
    uploads: [{ file: "/a", content: "x" }],
    wait: true,
  });
  const { result, lines } = await run(script(), (_, context) => containerResource.create(inputs, context));
  expect(result).toMatchObject({ id: "id1", read: { name: "full" } });
  expect(result).not.toHaveProperty("initErrors");
  expect(lines).toEqual([
    "GET /images/debian/json",
    "POST /containers/create?name=web",
    "POST /networks/bridge/disconnect",
    "POST /networks/back/connect",
    "PUT /containers/id1/archive?path=/",
    "POST /containers/id1/start",
    "GET /containers/id1/json",
    "GET /containers/id1/json",
  ]);
});

test("keeps a container that never gets healthy, with its last check and log lines as the reason", async () => {
  const sick = inspect({
    Health: { Status: "starting", FailingStreak: 1, Log: [{ ExitCode: 1, Output: "refused\n" }] },
  });
  const answers = script({
    "GET /containers/id1/json": sick,
    "GET /containers/id1/logs?stdout=1&stderr=1&tail=20": {
      raw: Buffer.concat([frame("one\n"), frame("\u001b[31mtwo\n")]),
    },
  });
  const { result } = await run(answers, (_, context) =>
    containerResource.create(inputsOf({ wait: true, waitTimeout: 1 }), context),
  );
  expect(result).toMatchObject({
    id: "id1",
    initErrors: [
      [
        "container full was not healthy after 1 s (state: running, health: starting)",
        "last health check, exit code 1: refused",
        "last lines of its log:\none\n[31mtwo",
      ].join("\n"),
    ],
  });
});

test.each([
  ["ended", { Status: "exited", Running: false, ExitCode: 7 }, "ended with exit code 7 instead of becoming healthy"],
  ["has no check", { Health: undefined }, "has no health check to wait for"],
])("does not wait for one that %s", async (_, state, message) => {
  const answers = script({
    "GET /containers/id1/json": inspect(state),
    "GET /containers/id1/logs?stdout=1&stderr=1&tail=20": { raw: "" },
  });
  const { result } = await run(answers, (__, context) => containerResource.create(inputsOf({ wait: true }), context));
  expect((result as { initErrors: string[] }).initErrors.join()).toContain(message);
});

test("gives up on one that ends again and again, long before the limit, but not on one that did so earlier", async () => {
  const looping = {
    Status: "restarting",
    Running: true,
    Restarting: true,
    ExitCode: 3,
    Health: { Status: "starting" },
  };
  const after = (states: readonly object[]) => {
    const left = [...states];
    return () => ({ json: (left.length > 1 ? left.shift() : left[0]) ?? {} });
  };
  const restarted = (count: number, state: Parameters<typeof inspect>[0]) => ({
    ...inspect(state).json,
    RestartCount: count,
  });
  const created = async (states: readonly object[]) => {
    const answers = script({
      "GET /containers/id1/json": after(states),
      "GET /containers/id1/logs?stdout=1&stderr=1&tail=20": { raw: frame("no database\n") },
    });
    const inputs = inputsOf({ wait: true, waitTimeout: 600 });
    return (await run(answers, (_, context) => containerResource.create(inputs, context))).result;
  };
  const again = { Health: { Status: "starting" } };
  const ending = [restarted(0, looping), restarted(7, looping), restarted(8, again), restarted(8, looping)];
  expect(await created(ending)).toMatchObject({
    initErrors: [
      "container full ended 8 times, the last time with exit code 3, instead of becoming healthy (state: restarting, health: starting)\n" +
        "last lines of its log:\nno database",
    ],
  });
  expect(await created([restarted(20, looping), restarted(27, looping), restarted(28, {})])).not.toHaveProperty(
    "initErrors",
  );
});

test("removes what it created when it does not start, and reports the daemon's reason", async () => {
  let isGone = false;
  const answers = script({
    "POST /containers/id1/start": { status: 500, json: { message: "port is already allocated" } },
    "DELETE /containers/id1?force=true&v=false": () => ((isGone = true), { status: 204 }),
    "GET /containers/id1/json": () => (isGone ? { status: 404, json: { message: "gone" } } : inspect()),
  });
  const { result, lines } = await run(answers, (_, context) => containerResource.create(inputsOf({}), context));
  expect((result as Error).message).toBe(
    "start container web: the Docker daemon answered 500: port is already allocated",
  );
  expect(lines.slice(-2)).toEqual(["DELETE /containers/id1?force=true&v=false", "GET /containers/id1/json"]);
});

test("reports also that what it created cannot be removed", async () => {
  const answers = script({ "POST /containers/id1/start": "drop", "DELETE /containers/id1?force=true&v=false": "drop" });
  const { result } = await run(answers, (_, context) => containerResource.create(inputsOf({}), context));
  expect((result as Error).message).toContain("and the half-made container id1 is left: remove container id1");
});

/** A daemon on which the name is taken by `old` until that is removed. */
function taken(marks: object): Script {
  let isTaken = true;
  const old = { ...inspect({ Status: "exited", Running: false }, marks).json, Id: "old" };
  const gone = { status: 404, json: { message: "gone" } };
  return script({
    "POST /containers/create?name=web": () =>
      isTaken ? { status: 409, json: { message: "name in use" } } : { status: 201, json: { Id: "id1" } },
    "GET /containers/web/json": { json: old },
    "GET /containers/old/json": () => (isTaken ? { json: old } : gone),
    "DELETE /containers/old?force=true&v=false": () => ((isTaken = false), { status: 204 }),
  });
}

test("replaces the leftover of an interrupted run of its own stack", async () => {
  const marks = { "berth.project": "p", "berth.stack": "dev", other: "x" };
  const { result, lines } = await run(taken(marks), (_, context) => containerResource.create(inputsOf({}), context));
  expect(result).toMatchObject({ id: "id1" });
  expect(lines).toContain("DELETE /containers/old?force=true&v=false");
});

test.each([
  [
    "of another stack",
    { "berth.project": "p", "berth.stack": "prod" },
    new Set<string>(),
    "does not carry this stack's labels",
  ],
  ["without labels", {}, new Set<string>(), "does not carry this stack's labels"],
  [
    "that is alive in this run",
    { "berth.project": "p", "berth.stack": "dev" },
    new Set(["old"]),
    "another resource of this stack",
  ],
])("never touches one of the same name %s", async (_, marks, liveIds, message) => {
  const { result, lines } = await run(taken(marks), (__, context) =>
    containerResource.create(inputsOf({}), { ...context, liveIds }),
  );
  expect((result as Error).message).toContain(message);
  expect(lines.filter((line) => line.startsWith("DELETE"))).toEqual([]);
});

test("stops with the requested grace, removes with volumes, and accepts a container that is gone already", async () => {
  let isGone = false;
  const gone = { status: 404, json: { message: "No such container" } };
  const answers = script({
    "POST /containers/id1/stop?t=9": { status: 204 },
    "DELETE /containers/id1?force=true&v=true": () => (isGone ? gone : ((isGone = true), { status: 204 })),
    "GET /containers/id1/json": () => (isGone ? gone : inspect()),
  });
  const existing = { id: "id1", inputs: {}, outputs: { destroyGraceSeconds: 9, removeVolumes: true } };
  const { result, lines } = await run(answers, async (_, context) => {
    await containerResource.delete(existing, context);
    await containerResource.delete(existing, context);
  });
  expect(result).toBeUndefined();
  expect(lines.filter((line) => !line.startsWith("GET"))).toEqual([
    "POST /containers/id1/stop?t=9",
    "DELETE /containers/id1?force=true&v=true",
    "DELETE /containers/id1?force=true&v=true",
  ]);
});

test("updates live only what the daemon takes, and starts one that must run", async () => {
  const answers = script({ "POST /containers/id1/update": { json: {} } });
  const old = { ...inputsOf({}), memory: 0, cpuShares: 0, memoryReservation: 0 };
  const { lines } = await run(
    answers,
    (_, context) =>
      containerResource.update?.(
        { id: "id1", inputs: old, outputs: { ...old, mustRun: false } },
        inputsOf({ memory: 64 }),
        context,
      ) ?? Promise.reject(new Error("no update")),
  );
  expect(lines).toEqual([
    "GET /containers/id1/json",
    "POST /containers/id1/start",
    "POST /containers/id1/update",
    "GET /containers/id1/json",
  ]);
});

test("reads a container that is gone as gone", async () => {
  const answers = script({ "GET /containers/id1/json": { status: 404, json: { message: "gone" } } });
  const { result } = await run(answers, (_, context) =>
    containerResource.read({ id: "id1", inputs: {}, outputs: {} }, context),
  );
  expect(result).toBeUndefined();
});
