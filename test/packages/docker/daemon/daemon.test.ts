import { isStatus } from "../../../../packages/docker/daemon/daemon-error";
import type { Daemon } from "../../../../packages/docker/daemon/daemon";
import { FakeDaemon, type Script } from "../fake-daemon";

async function withFake<T>(script: Script, use: (daemon: Daemon, fake: FakeDaemon) => Promise<T>): Promise<T> {
  const fake = await FakeDaemon.start(script);
  const daemon = fake.daemon();
  try {
    return await use(daemon, fake);
  } finally {
    daemon.close();
    await fake.stop();
  }
}

const info = { method: "GET", path: "/info", doing: "ask" } as const;
const make = { method: "POST", path: "/make", doing: "make", json: { a: 1 } } as const;

test("negotiates the version once and sends JSON", async () => {
  await withFake(
    () => ({ json: { b: 2 } }),
    async (daemon, fake) => {
      await expect(daemon.call(make)).resolves.toEqual({ b: 2 });
      await daemon.call({ ...info, query: { x: "a b", y: undefined } });
      expect(fake.requests.map(({ line, body }) => [line, body.toString()])).toEqual([
        ["GET /_ping", ""],
        ["POST /make", '{"a":1}'],
        ["GET /info?x=a+b", ""],
      ]);
    },
  );
});

test.each([404, 409, 500])("reports a refusal with status %d in the daemon's words", async (status) => {
  const error = await withFake(
    () => ({ status, json: { message: "no such thing\n" } }),
    (daemon) => daemon.call(info).catch((thrown: unknown) => thrown),
  );
  expect(isStatus(error, status)).toBe(true);
  expect((error as Error).message).toBe(`ask: the Docker daemon answered ${status}: no such thing`);
});

test.each([
  ["garbage", { raw: "<html>" }, "did not answer in JSON: <html>"],
  ["a refusal that is not JSON", { status: 502, raw: "Bad Gateway" }, "answered 502: Bad Gateway"],
  ["an empty refusal", { status: 500, raw: "" }, "answered 500: (an empty body)"],
  ["a refusal with another shape", { status: 500, json: { message: 5 } }, 'answered 500: {"message":5}'],
] as const)("reports %s", async (_, answer, message) => {
  await withFake(
    () => answer,
    (daemon) => expect(daemon.call(info)).rejects.toThrow(message),
  );
});

test("sends a read again when the connection drops, but never repeats a change", async () => {
  let drops = 1;
  const script: Script = () => (drops-- > 0 ? "drop" : { json: "fine" });
  await withFake(script, async (daemon, fake) => {
    await expect(daemon.call(info)).resolves.toBe("fine");
    drops = 1;
    await expect(daemon.call(make)).rejects.toThrow(/^make: the connection to the Docker daemon at unix:.* failed/);
    expect(fake.lines()).toEqual(["GET /info", "GET /info", "POST /make"]);
  });
});

test("gives up at the limit, and at once on cancellation", async () => {
  await withFake(
    () => "hang",
    async (daemon) => {
      await expect(daemon.call({ ...info, limitMs: 100 })).rejects.toThrow("no answer from");
      const cancelled = AbortSignal.timeout(50);
      await expect(daemon.call({ ...info, signal: cancelled })).rejects.toThrow("ask: cancelled");
    },
  );
});

test("cuts a huge log at the given limit", async () => {
  await withFake(
    () => ({ raw: Buffer.alloc(5_000_000, "x") }),
    async (daemon) => expect((await daemon.callRaw(info, 1000)).length).toBe(1000),
  );
});

test("refuses what is not a daemon, or is too old", async () => {
  const fake = await FakeDaemon.start(() => undefined);
  const daemon = fake.daemon();
  await fake.stop();
  await expect(daemon.call(info)).rejects.toThrow("is the daemon running there");
  daemon.close();
});

test("a change that may be repeated is sent again when the connection drops, once", async () => {
  let drops = 1;
  const script: Script = () => (drops-- > 0 ? "drop" : { json: "fine" });
  await withFake(script, async (daemon, fake) => {
    await daemon.call(info);
    drops = 1;
    await expect(daemon.call({ ...make, isRepeatable: true })).resolves.toBe("fine");
    drops = 2;
    await expect(daemon.call({ ...make, isRepeatable: true })).rejects.toThrow("the connection to the Docker daemon");
    expect(fake.lines().filter((line) => line === "POST /make")).toHaveLength(4);
  });
});
