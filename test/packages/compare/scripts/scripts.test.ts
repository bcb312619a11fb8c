import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hostAmount, parseAmounts } from "../../../../packages/compare/parse/amounts";
import { parseIsolation } from "../../../../packages/compare/parse/isolation";

const folder = join(__dirname, "../../../../packages/compare/scripts");
const scripts = readdirSync(folder);

test.each(scripts)("shellcheck finds nothing in %s", (script) => {
  const found = spawnSync("shellcheck", [join(folder, script)], { encoding: "utf8" });
  expect(found.stdout).toBe("");
  expect(found.status).toBe(0);
});

/** A script with what goes before it, on this machine, with these processes as its services. */
function run(script: string, services: string, ...words: string[]): string {
  const text = ["services.sh", script].map((name) => readFileSync(join(folder, name), "utf8"));
  // This machine has no SELinux, its first process may be out of sight, and its services are this test's.
  const here = `services() { printf '%s\\n' '${services}'; }\ngetenforce() { echo Disabled; }\nfirst_process=$$\n`;
  return execFileSync("bash", ["-c", [text[0], here, text[1]].join("\n"), script, ...words], {
    encoding: "utf8",
    timeout: 30_000,
  });
}

describe("of real processes on this machine", () => {
  let group: string;
  let child: ChildProcess;

  beforeEach(async () => {
    group = mkdtempSync(join(tmpdir(), "berth-group-"));
    // Its own network and IPC are what tells it from the machine's first process.
    child = spawn("unshare", [
      "--net",
      "--ipc",
      "node",
      "-e",
      "const b = Buffer.alloc(64 * 2 ** 20, 1); setInterval(() => b, 1e6); console.log(1)",
    ]);
    await new Promise((ready) => child.stdout?.once("data", ready));
    mkdirSync(join(group, "below"));
    writeFileSync(join(group, "cgroup.procs"), "");
    writeFileSync(join(group, "below/cgroup.procs"), `${child.pid ?? 0}\n`);
    writeFileSync(join(group, "cpu.stat"), "usage_usec 1234567\nuser_usec 1000000\n");
  });
  afterEach(() => {
    child.kill("SIGKILL");
    rmSync(group, { recursive: true });
  });

  test("memory.sh adds the PSS of all processes of a control group, those below it too", () => {
    const amounts = parseAmounts(run("memory.sh", `api ${child.pid ?? 0} ${group}`));
    const bytes = amounts.services.get("api") ?? 0;
    expect(bytes).toBeGreaterThan(64 * 2 ** 20);
    expect(bytes).toBeLessThan(512 * 2 ** 20);
    expect(hostAmount(amounts, "available")).toBeLessThan(hostAmount(amounts, "total"));
  });

  test("cpu.sh reads the control group's time, and the machine's busy time, which grows", async () => {
    const service = `api ${child.pid ?? 0} ${group}`;
    const before = parseAmounts(run("cpu.sh", service, "begin"));
    await sleep(100);
    const after = parseAmounts(run("cpu.sh", service, "end"));
    expect(before.services.get("api")).toBe(1234567);
    expect(hostAmount(after, "busy")).toBeGreaterThan(hostAmount(before, "busy"));
  });

  test("isolation.sh names the namespaces that are the process's own", () => {
    const { kernel, services } = parseIsolation(run("isolation.sh", `api ${child.pid ?? 0} ${group}`));
    expect(kernel).toMatch(/^[0-9a-f-]{36}$/);
    expect(services).toMatchObject([{ name: "api", hasSeccompFilter: false }]);
    expect(services[0]?.namespaces).toEqual(expect.arrayContaining(["ipc", "net"]));
    expect(services[0]?.capabilities).toBeGreaterThan(0);
  });

  test("a process that is not there ends the script instead of counting nothing", () => {
    expect(() => run("isolation.sh", `api 4194305 ${group}`)).toThrow();
    expect(() => run("cpu.sh", `api 1 ${group}-not`, "begin")).toThrow();
  });
});

test("memory.sh takes a control group without processes for one that holds nothing", () => {
  const group = mkdtempSync(join(tmpdir(), "berth-group-"));
  writeFileSync(join(group, "cgroup.procs"), "");
  expect(parseAmounts(run("memory.sh", `api 1 ${group}`)).services.get("api")).toBe(0);
  rmSync(group, { recursive: true });
});
