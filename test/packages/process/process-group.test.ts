import { once } from "node:events";
import { endGroup, killAllGroups, startGroup, terminateGroup } from "../../../packages/process/process-group";
import { runCommand, tryCommand } from "../../../packages/process/run-command";

const limitMs = 20_000;
const moduleFile = require.resolve("../../../packages/process/process-group");

/** A program with a child of its own; it prints "ready" once both run. `onInterrupt` is what the leader does on SIGINT. */
const family = (onInterrupt: string) => [
  "sh",
  "-c",
  `trap '${onInterrupt}' INT; sh -c 'trap "" INT; echo ready; while :; do sleep 0.1; done' & wait; wait`,
];

async function started(argv: readonly string[]) {
  const child = startGroup(argv, { stdin: "ignore" });
  await once(child.stdout, "data");
  return child;
}

/** The members of a group that run. A zombie has ended: process 1 of a container may not collect it. */
async function members(group: number | undefined): Promise<number> {
  const { stdout } = await runCommand(["ps", "-e", "-o", "pgid=,stat="], { limitMs });
  return stdout.split("\n").filter((line) => new RegExp(`^\\s*${group ?? 0}\\s+[^Z]`).test(line)).length;
}

async function untilEmpty(group: number | undefined): Promise<void> {
  const end = Date.now() + limitMs;
  while ((await members(group)) > 0) {
    if (Date.now() > end) throw new Error(`process group ${group ?? 0} still has members`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

test("ends the leader by an interrupt, and what it left behind by force", async () => {
  const child = await started(family("exit 3"));
  expect(await members(child.pid)).toBeGreaterThan(1);
  await endGroup(child);
  expect(child.exitCode).toBe(3);
  await untilEmpty(child.pid);
  await endGroup(child);
});

test("kills a leader that ignores the interrupt after its grace", async () => {
  const child = await started(family(""));
  const exit = once(child, "exit");
  await endGroup(child);
  expect(await exit).toEqual([null, "SIGKILL"]);
  await untilEmpty(child.pid);
});

test("ends what a leader left behind that has ended by itself", async () => {
  const child = await started(["sh", "-c", "sh -c 'echo ready; exec sleep 60' & read _"]);
  if (child.exitCode === null) await once(child, "exit");
  expect(await members(child.pid)).toBe(1);
  await endGroup(child);
  await untilEmpty(child.pid);
});

/** Signals reach a group as long as process 1 has not collected its zombies. */
async function untilCollected(group = 0): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      process.kill(-group, 0);
    } catch {
      return;
    }
    if (Date.now() > end) throw new Error(`process group ${group} was not collected`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

test("terminates a group without waiting, and does nothing for one that has ended", async () => {
  const child = await started(["sh", "-c", "echo ready; sleep 60 & wait"]);
  terminateGroup(child);
  await once(child, "exit");
  await untilCollected(child.pid);
  const signals = jest.spyOn(process, "kill");
  terminateGroup(child);
  await endGroup(child);
  const sent = signals.mock.calls.filter(([, signal]) => signal !== 0);
  signals.mockRestore();
  expect(sent).toEqual([]);
});

test("kills every group at once", async () => {
  const children = await Promise.all([started(family("")), started(family(""))]);
  killAllGroups();
  for (const { pid } of children) await untilEmpty(pid);
});

test("gives a program its input, folder and variables", async () => {
  const child = startGroup(["sh", "-c", 'cat; echo "$PWD $BERTH_TEST $HOME"'], {
    stdin: "pipe",
    cwd: "/",
    environment: { PATH: process.env.PATH, BERTH_TEST: "given" },
  });
  child.stdin.end("input\n");
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  await once(child, "close");
  expect(printed).toBe("input\n/ given \n");
});

test("ends its groups when the process itself is killed", async () => {
  const program = `
    const { startGroup } = require(${JSON.stringify(moduleFile)});
    const child = startGroup(["sh", "-c", "echo ready; sleep 60 & wait"], { stdin: "ignore" });
    child.stdout.once("data", () => {
      process.stdout.write(String(child.pid), () => process.kill(process.pid, "SIGKILL"));
    });`;
  const { stdout } = await tryCommand([process.execPath, "--import", "tsx", "--eval", program], { limitMs });
  expect(Number(stdout)).toBeGreaterThan(1);
  await untilEmpty(Number(stdout));
});
