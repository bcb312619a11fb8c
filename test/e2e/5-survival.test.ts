import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../packages/provider/machine-image/image-cache";
import { edit, restore } from "./support/edit";
import { answers, asAdmin, npm, onHost, type Outputs, qemuProcesses, readOutputs, start, until } from "./support/stack";

let outputs: Outputs;
beforeAll(async () => {
  outputs = await readOutputs();
});
afterAll(restore);

/** The link made in the browser at the beginning: the database's data. */
async function linkIsKept(): Promise<boolean> {
  const visit = await fetch(new URL("/kept", outputs.url), { redirect: "manual", signal: AbortSignal.timeout(10_000) });
  return visit.status === 302;
}

const bootId = () => onHost(outputs, "cat /proc/sys/kernel/random/boot_id").output;

const stateHome = process.env.XDG_STATE_HOME ?? `${process.env.HOME ?? ""}/.local/state`;

test("a reboot of the VM brings back SELinux enforcing, every service and the data", async () => {
  const boot = bootId();
  asAdmin(outputs, "sudo systemctl reboot");
  await until("another boot", 180, () => {
    const { code, output } = onHost(outputs, "cat /proc/sys/kernel/random/boot_id");
    return code === 0 && output !== boot;
  });
  await until("the page", 120, () => answers(outputs.url));
  expect(onHost(outputs, "/usr/sbin/getenforce").output.trim()).toBe("Enforcing");
  expect(await linkIsKept()).toBe(true);
});

test("`up` after the QEMU process was killed boots it again with the data", async () => {
  const [line = ""] = qemuProcesses(stateHome);
  process.kill(Number.parseInt(line), "SIGKILL");
  await until("the death of QEMU", 10, () => qemuProcesses(stateHome).length === 0);
  expect((await npm("up")).code).toBe(0);
  expect(await linkIsKept()).toBe(true);
  expect(qemuProcesses(stateHome)).toHaveLength(1);
});

test("`stop` leaves nothing running, and `start` has the same boot go on with the data and the right time", async () => {
  const boot = bootId();
  expect((await npm("stop")).code).toBe(0);
  expect(qemuProcesses(stateHome)).toEqual([]);
  for (const command of ["status", "preview"]) {
    const { code, output } = await npm(command);
    expect(output).toContain("Start it with: npm run start");
    expect(code).not.toBe(0);
  }
  expect((await npm("start")).code).toBe(0);
  expect(bootId()).toBe(boot);
  const { output } = onHost(outputs, "date +%s");
  expect(Math.abs(Number(output.trim()) - Date.now() / 1000)).toBeLessThan(5);
  expect(await linkIsKept()).toBe(true);
  expect((await npm("up", "--expect-no-changes")).code).toBe(0);
});

test("`stop` and `start` that are killed at any moment leave a stack whose next `start` has the same boot go on", async () => {
  const boot = bootId();
  for (const [command, seconds] of [
    ["stop", 1],
    ["stop", 2],
    ["start", 1],
    ["stop", 3],
    ["start", 2],
  ] as const) {
    const { child, done } = start(command);
    await new Promise((wake) => setTimeout(wake, seconds * 1000));
    // The machine outlives the command that started it.
    killTree(child.pid, "qemu-system");
    await done;
    expect(qemuProcesses(stateHome).length).toBeLessThanOrEqual(1);
  }
  expect((await npm("start")).code).toBe(0);
  expect(qemuProcesses(stateHome)).toHaveLength(1);
  expect(bootId()).toBe(boot);
  expect(await linkIsKept()).toBe(true);
});

test("another machine image, of the same packages, replaces the VM; its address, host key and data stay", async () => {
  const before = await readOutputs();
  const trees = join(cacheFolder(), "images", ".trees");
  const downloaded = () => readdirSync(trees).map((name) => [name, statSync(join(trees, name)).mtimeMs]);
  const kept = downloaded();
  edit("infra/guest/files/etc/sysctl.d/60-berth.conf", (text) => `${text}# another image\n`);
  expect((await npm("up")).code).toBe(0);
  expect(await readOutputs()).toEqual(before);
  expect(downloaded()).toEqual(kept);
  expect(onHost(outputs, "/usr/sbin/getenforce").output.trim()).toBe("Enforcing");
  expect(await linkIsKept()).toBe(true);
  expect(qemuProcesses(stateHome)).toHaveLength(1);
  // Three services and the two containers that hold secrets: nothing of the machine before.
  expect(onHost(outputs, "docker ps -aq | wc -l").output.trim()).toBe("5");
  expect((await npm("status")).code).toBe(0);
});

test("`up` that is killed at any moment of a VM's replacement converges when run again, with one VM and the data", async () => {
  // The image of before again: each machine that follows finds the stack as it was at first.
  restore();
  for (const seconds of [2, 5, 9, 14]) {
    const { child, done } = start("up");
    await new Promise((wake) => setTimeout(wake, seconds * 1000));
    killTree(child.pid);
    await done;
    expect(qemuProcesses(stateHome).length).toBeLessThanOrEqual(1);
  }
  const last = await npm("up");
  expect(last.output).not.toMatch(/error:/);
  expect(last.code).toBe(0);
  expect(qemuProcesses(stateHome)).toHaveLength(1);
  expect(await linkIsKept()).toBe(true);
  expect((await npm("up", "--expect-no-changes")).code).toBe(0);
});

test("Ctrl-C ends `up` in order, and the next one converges", async () => {
  edit("services/api/src/page/page.html", (text) => text.replace("short link</em> out.", "short one</em> out."));
  const { child, done } = start("up");
  await new Promise((wake) => setTimeout(wake, 6000));
  process.kill(-(child.pid ?? 0), "SIGINT");
  const { code } = await done;
  expect(code).not.toBe(0);
  expect((await npm("up")).code).toBe(0);
  expect(await (await fetch(outputs.url)).text()).toContain("short one</em> out.");
});

/** What `kill -9` of everything that a command has started leaves: no handler runs. `spared` is a program that is left alone. */
function killTree(pid: number | undefined, spared = "no program"): void {
  if (pid === undefined) throw new Error("the process did not start");
  // What is stopped starts nothing more, so that the list is complete when it stays the same.
  let tree: readonly number[] = [];
  for (let found = treeOf(pid, spared); found.length !== tree.length; found = treeOf(pid, spared)) {
    tree = found;
    for (const each of tree) signal(each, "SIGSTOP");
  }
  for (const each of tree) signal(each, "SIGKILL");
}

function treeOf(pid: number, spared: string): readonly number[] {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,ppid=,comm="], { encoding: "utf8" });
  const rows = stdout
    .trim()
    .split("\n")
    .filter((row) => !row.includes(spared))
    .map((row) => row.trim().split(/\s+/).map(Number));
  const tree = [pid];
  for (const parent of tree) tree.push(...rows.filter(([, ppid]) => ppid === parent).map(([child = 0]) => child));
  return tree;
}

function signal(pid: number, name: "SIGSTOP" | "SIGKILL"): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
