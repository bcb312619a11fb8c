import { startPlugin } from "../../../../packages/engine/plugins/plugin-process";

const printed: string[] = [];
beforeEach(() => (printed.length = 0));

function start(script: string, lastArguments?: readonly string[]) {
  const launch = { kind: "spawn", command: "sh", args: ["-c", script, "plugin"], folder: "/plugin" } as const;
  return startPlugin(launch, {
    name: "toy",
    engineAddress: "127.0.0.1:1",
    workFolder: "/",
    environment: { PATH: process.env.PATH, BERTH_TEST: "given" },
    onOutput: (line) => printed.push(line),
    ...(lastArguments === undefined ? {} : { lastArguments }),
  });
}

async function untilPrinted(count: number): Promise<void> {
  const end = Date.now() + 20_000;
  while (printed.length < count) {
    if (Date.now() > end) throw new Error(`printed only ${JSON.stringify(printed)}`);
    await new Promise((wake) => setTimeout(wake, 10));
  }
}

test("reads the port from the first line and hands on all others, with the engine's address as an argument", async () => {
  const plugin = await start('echo 4711; echo "$PWD $BERTH_TEST $*"; exec sleep 60', ["more"]);
  try {
    expect(plugin).toMatchObject({ address: "127.0.0.1:4711", folder: "/plugin" });
    await untilPrinted(1);
    expect(printed).toEqual(["/ given 127.0.0.1:1 more"]);
    expect(plugin.lastLines()).toEqual(printed);
  } finally {
    await plugin.stop();
    await plugin.stop();
  }
});

test("keeps the last twenty lines for errors", async () => {
  const plugin = await start("echo 4711; for n in $(seq 25); do echo $n; done; exec sleep 60");
  await untilPrinted(25);
  expect(plugin.lastLines()).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 6)));
  await plugin.stop();
});

test.each([
  ["echo why >&2; exit 3", "start plugin toy: ended with exit code 3 before it printed a port; it printed:\n  why"],
  ["kill -KILL $$", "start plugin toy: ended with SIGKILL before it printed a port"],
  ["echo hello; sleep 60", 'start plugin toy: its first line is not a port: "hello"'],
])("rejects when the plugin does %j", async (script, message) => {
  await expect(start(script)).rejects.toThrow(message);
});

test("attaches to a port where a debugger runs the plugin", async () => {
  const plugin = await startPlugin(
    { kind: "attach", port: 4711 },
    { name: "toy", engineAddress: "", workFolder: "/", environment: {}, onOutput: () => undefined },
  );
  expect(plugin).toMatchObject({ address: "127.0.0.1:4711" });
  expect(plugin.folder).toBeUndefined();
  expect(plugin.lastLines()).toEqual([]);
  await plugin.stop();
});
