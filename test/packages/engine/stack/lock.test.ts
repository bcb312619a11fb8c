import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openBackend } from "../../../../packages/engine/stack/backend";
import { lockStack } from "../../../../packages/engine/stack/lock";
import { scratchFolder } from "../support/scratch-folder";

const folder = scratchFolder();
const stack = { project: "shop", stack: "dev" };
const notices: string[] = [];
beforeEach(() => notices.splice(0));

const lock = () => lockStack(openBackend("file://.", folder()), stack, (text) => notices.push(text));
const locks = () => join(folder(), ".pulumi/locks/organization/shop/dev");

function foreign(holder: unknown): void {
  mkdirSync(locks(), { recursive: true });
  writeFileSync(join(locks(), "other.json"), typeof holder === "string" ? holder : JSON.stringify(holder));
}

const ann = { pid: 1, username: "ann", hostname: "elsewhere", timestamp: "2026-01-01T10:00:00Z" };

/** The id of a process that has certainly ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ["-e", "0"]).pid;
}

test("a lock names its holder, and is gone after any number of releases", () => {
  const held = lock();
  const [name] = readdirSync(locks());
  expect(JSON.parse(readFileSync(join(locks(), name ?? ""), "utf8"))).toEqual({
    pid: process.pid,
    username: userInfo().username,
    hostname: hostname(),
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    bootId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
  held.release();
  held.release();
  expect(readdirSync(locks())).toEqual([]);
});

test("a second lock is refused with who, since when and the fix, and leaves nothing", () => {
  const held = lock();
  expect(lock).toThrow(`lock stack dev: it is in use. Wait for the other command to end`);
  expect(readdirSync(locks())).toHaveLength(1);
  held.release();
  lock().release();
});

test("a lock of another host is never stale", () => {
  foreign({ ...ann, pid: deadProcess() });
  expect(lock).toThrow(/created by ann@elsewhere \(pid \d+\) at 2026-01-01T10:00:00Z$/);
  expect(readdirSync(locks())).toEqual(["other.json"]);
});

test("a lock of a dead process of this host is removed with a notice", () => {
  const pid = deadProcess();
  foreign({ ...ann, hostname: hostname(), pid });
  lock().release();
  expect(notices).toEqual([
    `removed a stale lock, its process is dead: created by ann@${hostname()} (pid ${pid}) at 2026-01-01T10:00:00Z`,
  ]);
});

test("a lock of a process that has ended, and that its parent has not collected, is removed", async () => {
  // The shell becomes a program that never collects the child that it had.
  const parent = spawn("sh", ["-c", "sleep 0.5 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(line.toString());
    foreign({ ...ann, hostname: hostname(), pid, timestamp: new Date().toISOString() });
    while (!/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"))) await sleep(10);
    lock().release();
    expect(notices).toEqual([expect.stringContaining(`removed a stale lock, its process is dead`)]);
  } finally {
    parent.kill("SIGKILL");
  }
});

test("a lock of a live process of this host stays", () => {
  foreign({ ...ann, hostname: hostname(), pid: process.ppid, timestamp: new Date().toISOString() });
  expect(lock).toThrow(`created by ann@${hostname()} (pid ${process.ppid})`);
});

test.each<[string, unknown]>([
  ["is cut off", '{"pid":'],
  ["names no process", { ...ann, hostname: hostname(), pid: -1 }],
  ["names a group of processes", { ...ann, hostname: hostname(), pid: 0 }],
  ["is empty", ""],
])("a lock that %s is respected", (_what, holder) => {
  foreign(holder);
  expect(lock).toThrow("it is in use");
  expect(readdirSync(locks())).toEqual(["other.json"]);
});

test.each([
  ["names another boot", { bootId: "other", timestamp: new Date().toISOString() }],
  ["is older than the host's start", { timestamp: "2020-01-01T10:00:00Z" }],
])("a lock of this host that %s is stale, though its process id is in use again", (_why, fields) => {
  foreign({ ...ann, hostname: hostname(), pid: process.pid, ...fields });
  lock().release();
  expect(notices).toEqual([expect.stringContaining("removed a stale lock")]);
});
