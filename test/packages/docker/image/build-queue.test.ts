import { setTimeout as sleep } from "node:timers/promises";
import { BuildQueue } from "../../../../packages/docker/image/build-queue";
import { type Answer, FakeDaemon } from "../fake-daemon";

async function withDaemon(info: Answer, story: (queue: BuildQueue, fake: FakeDaemon) => Promise<void>): Promise<void> {
  const fake = await FakeDaemon.start(({ line }) => (line === "GET /info" ? info : undefined));
  try {
    await story(new BuildQueue(), fake);
  } finally {
    await fake.stop();
  }
}

test("builds as many images at once as the host has CPUs, the others after them in the order of the program", () =>
  withDaemon({ json: { NCPU: 2 } }, async (queue, fake) => {
    const context = fake.context(fake.daemon());
    const events: string[] = [];
    const build = (name: string) => async () => {
      events.push(`${name} begins`);
      await sleep(20);
      events.push(`${name} ends`);
    };
    await Promise.all(["db", "api", "gateway", "worker"].map((name) => queue.run(context, build(name))));
    expect(events.slice(0, 3)).toEqual(["db begins", "api begins", "db ends"]);
    expect(events.filter((event) => event.endsWith("begins"))).toEqual(
      ["db", "api", "gateway", "worker"].map((name) => `${name} begins`),
    );
    expect(fake.lines()).toEqual(["GET /info"]);
  }));

test("a build that fails lets the next one in", () =>
  withDaemon({ json: { NCPU: 1 } }, async (queue, fake) => {
    const context = fake.context(fake.daemon());
    const failing = queue.run(context, () => Promise.reject(new Error("step 2 failed")));
    const next = queue.run(context, () => Promise.resolve("built"));
    await expect(failing).rejects.toThrow("step 2 failed");
    expect(await next).toBe("built");
  }));

test("tries again after a daemon that did not answer", () =>
  withDaemon({ status: 500, json: { message: "starting" } }, async (queue, fake) => {
    const context = fake.context(fake.daemon());
    const build = () => Promise.resolve("built");
    await expect(queue.run(context, build)).rejects.toThrow("starting");
    await expect(queue.run(context, build)).rejects.toThrow("starting");
    expect(fake.lines()).toEqual(["GET /info", "GET /info"]);
  }));
