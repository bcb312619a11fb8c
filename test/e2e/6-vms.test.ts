import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "../../packages/compare/report/comparison";
import { privateFolder } from "../../infra/host/private-folder";
import { runtimeFolderOf } from "../../packages/provider/runtime-folder";
import { edit, restore } from "./support/edit";
import {
  answers,
  artifacts,
  npm,
  onHost,
  type Outputs,
  qemuProcesses,
  readOutputs,
  root,
  until,
} from "./support/stack";
import { useLinks } from "./support/service-test";
import { drive } from "./support/traffic";

/** Three machines at once, each emulated, install their packages. */
jest.setTimeout(2_400_000);

const stack = ["--stack", "vms"];
const folder = privateFolder(root, "vms");
const services = ["gateway", "api", "db"] as const;
type Service = (typeof services)[number];

/** What only stacks that the comparison makes itself are measured for. */
const onlyOwn = [
  ...["cold", "copy", "disk-copy", "copies", "fresh", "targets"],
  ...["change-time", "change-bytes", "change-downtime"],
];

let outputs: Outputs;
// An emulated machine takes a third of a core even when it is idle; `up` before the comparison starts it again.
beforeAll(() => npm("stop"));
afterEach(restore);

const alias = (service: Service) => `berth-vms-${service}`;
const on = (service: Service, command: string) => onHost(outputs, command, alias(service));
const admin = (service: Service, command: string) => onHost(outputs, command, `${alias(service)}-admin`);
const inside = (service: Service) =>
  outputs.hosts.find(({ name }) => name === alias(service))?.privateAddress ?? "no private address";

/** Service → process and release of its unit. */
function running(): Record<string, string> {
  const question = (service: Service) =>
    `systemctl show --property=MainPID --value berth-${service}; readlink /opt/berth/${service}/current`;
  return Object.fromEntries(services.map((service) => [service, on(service, question(service)).output.trim()]));
}

/** The processes of this stack's private network. */
function switches(): number[] {
  const socket = join(runtimeFolderOf(join(folder, "network")), "switch");
  const { stdout } = spawnSync("pgrep", ["-f", `switch\\.js ${socket}`], { encoding: "utf8" });
  return stdout.trim().split("\n").filter(Boolean).map(Number);
}

test("`up` of stack vms gives each service a machine, and ends with a URL", async () => {
  const { code, output } = await npm("up", ...stack);
  expect(output).toMatch(/url/);
  expect(code).toBe(0);
  outputs = await readOutputs("vms");
  expect(outputs).toMatchObject({ runtime: "vms" });
  expect(outputs.hosts.map(({ name }) => name)).toEqual(services.map(alias));
  expect(await answers(outputs.url)).toBe(true);
});

test("the services do there what they do in containers", async () => {
  expect(await useLinks(outputs.url, "twin")).toEqual({
    errors: [],
    visit: [302, "https://example.org/twin/by/the/database"],
  });
});

test("a second `up` changes nothing", async () => {
  const before = running();
  expect((await npm("up", "--expect-no-changes", ...stack)).code).toBe(0);
  expect(running()).toEqual(before);
});

test("`status` reports everything healthy, and `logs` reads the unit's", async () => {
  const status = await npm("status", ...stack);
  expect(status.output).toMatch(/db .*berth-db\.service .*active \(healthy\)/);
  expect(status.code).toBe(0);
  expect((await npm("logs", "db", ...stack)).output).toMatch(/database system is ready/);
});

test.each(services)("%s has no Docker beside it, and a domain, a sandbox and limits of its own", (service) => {
  expect(admin(service, "command -v docker dockerd containerd runc; getent group docker").output.trim()).toBe("");
  expect(on(service, "/usr/sbin/getenforce").output.trim()).toBe("Enforcing");
  const pid = on(service, `systemctl show --property=MainPID --value berth-${service}`).output.trim();
  expect(admin(service, `ps -o label= -p ${pid}`).output).toContain(`:berth_unit_${service}_t:`);
  const status = admin(service, `sudo cat /proc/${pid}/status`).output;
  expect(status).toMatch(/CapEff:\s+0{16}/);
  expect(status).toMatch(/CapBnd:\s+0{16}/);
  expect(status).toMatch(/NoNewPrivs:\s+1/);
  expect(status).toMatch(/Seccomp:\s+2/);
  expect(status).not.toMatch(/^Uid:\s+0\s/m);
  const limits = on(service, `systemctl show --property=MemoryMax,TasksMax --value berth-${service}`).output;
  expect(
    limits
      .trim()
      .split("\n")
      .every((limit) => /^\d+$/.test(limit)),
  ).toBe(true);
});

test("only services that share a network reach each other, and nothing but their ports", () => {
  const reaches = (from: Service, to: Service, port: number) =>
    on(from, `timeout 5 bash -c 'exec 3<>/dev/tcp/${inside(to)}/${port}'`).code === 0;
  expect(reaches("api", "db", 5432)).toBe(true);
  expect(reaches("gateway", "api", 8080)).toBe(true);
  expect(reaches("gateway", "db", 5432)).toBe(false);
  expect(reaches("gateway", "db", 22)).toBe(false);
  expect(reaches("api", "db", 22)).toBe(false);
  expect(reaches("db", "gateway", 80)).toBe(false);
  const inService = admin(
    "api",
    "sudo setpriv --reuid=10002 --regid=10002 --clear-groups timeout 5 bash -c 'exec 3<>/dev/tcp/10.0.2.2/80'",
  );
  // Dropped, not refused: the computer itself would have said that nobody listens there.
  expect(inService.code).toBe(124);
  // Nor do names lead out, by way of the machine's resolver.
  const asking =
    "sudo setpriv --reuid=10002 --regid=10002 --clear-groups timeout 5 bash -c 'exec 3<>/dev/tcp/127.0.0.53/53'";
  expect(admin("api", asking).code).toBe(124);
});

test("the database's password is the services' alone: encrypted on the disk, in no unit, environment, command line or log", () => {
  expect(on("api", "cat /etc/credstore.encrypted/berth-api.db_password").code).not.toBe(0);
  expect(on("api", "cat /run/credentials/berth-api.service/db_password").code).not.toBe(0);
  const plain = "/run/credentials/berth-api.service/db_password";
  expect(admin("api", `sudo wc -c ${plain}`).output.trim()).toMatch(/^32 /);
  const places = "/etc/credstore.encrypted /etc/systemd/system /opt/berth /etc/berth /var/log";
  // The pattern comes from the file itself: on the command line it would be in the audit log for that alone.
  expect(admin("api", `sudo grep -rlaF -f ${plain} ${places}`).output.trim()).toBe("");
  const processes = "sudo sh -c 'cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null'";
  expect(admin("api", `${processes} | sudo grep -caF -f ${plain}`).output.trim()).toBe("0");
});

test("one changed line in api restarts api alone, and its visitors wait for seconds at most", async () => {
  const before = running();
  edit("services/api/src/page/page.html", (text) => text.replace("Long address in,<br />", "Long link in,<br />"));
  const traffic = drive(new URL("/api/links", outputs.url).href);
  const { code } = await npm("up", ...stack);
  const { requests, failures } = await traffic.stop();
  expect(code).toBe(0);
  expect(await (await fetch(outputs.url)).text()).toContain("Long link in,");
  const after = running();
  expect(after.api).not.toBe(before.api);
  expect([after.db, after.gateway]).toEqual([before.db, before.gateway]);
  expect(requests).toBeGreaterThan(20);
  // One process after the other: the gateway tries for ten seconds, and this many of ten requests a second may find nobody.
  expect(failures.length).toBeLessThan(60);
  expect(on("api", "ls /opt/berth/api/releases | wc -l").output.trim()).toBe("2");
});

test("rolling back needs no upload and runs the earlier release", async () => {
  const release = on("api", "ls /opt/berth/api/releases").output.trim().split("\n").sort();
  expect((await npm("up", ...stack)).code).toBe(0);
  expect(await (await fetch(outputs.url)).text()).toContain("Long address in,");
  expect(on("api", "ls /opt/berth/api/releases").output.trim().split("\n").sort()).toEqual(release);
});

test("a release that never gets healthy fails with its last lines, and the earlier one runs again", async () => {
  const release = on("api", "readlink /opt/berth/api/current").output;
  edit("services/api/src/main.ts", (text) => `console.log("about to fall over");\nprocess.exit(3);\n${text}`);
  const { code, output } = await npm("up", ...stack);
  expect(code).not.toBe(0);
  expect(output).toContain("about to fall over");
  expect(output).toContain("runs again");
  expect(on("api", "readlink /opt/berth/api/current").output).toBe(release);
  expect(await answers(outputs.url)).toBe(true);
  restore();
  expect((await npm("up", "--expect-no-changes", ...stack)).code).toBe(0);
});

test("the private network comes back after its switch was killed, and no machine restarts", async () => {
  const machines = qemuProcesses(folder).map((line) => Number.parseInt(line));
  const [pid = 0] = switches();
  process.kill(pid, "SIGKILL");
  expect((await npm("up", ...stack)).code).toBe(0);
  await until("an answer through the new switch", 60, () => answers(new URL("/api/links", outputs.url).href));
  expect(qemuProcesses(folder).map((line) => Number.parseInt(line))).toEqual(machines);
});

test("data survives when the database's machine is killed", async () => {
  const [line = ""] = qemuProcesses(join(folder, "machines", alias("db")));
  process.kill(Number.parseInt(line), "SIGKILL");
  expect((await npm("up", ...stack)).code).toBe(0);
  await until("the link of before", 120, async () => {
    const { status } = await fetch(new URL("/twin", outputs.url), { redirect: "manual" });
    return status === 302;
  });
});

test.each(services)("all of that left no denial in the audit log of %s, and no failed unit", (service) => {
  const { output } = admin(service, "sudo ausearch --input-logs -m avc,user_avc,selinux_err -ts boot");
  expect(output.trim()).toBe("<no matches>");
  expect(on(service, "systemctl is-system-running --wait").output.trim()).toBe("running");
});

// After the audit logs were read: it tries what is denied.
test("the two running stacks are compared, every figure that can be read of them is, and both go on as before", async () => {
  expect((await npm("up")).code).toBe(0);
  const { code, output } = await npm("compare", "--once", "--containers", "dev", "--vms", "vms");
  expect(output).toMatch(/1\/\d+ {2}reading how long the boot took of the containers, about .* left/);
  expect(code).toBe(0);
  const { rows } = JSON.parse(readFileSync(join(artifacts, "compare", "compare.json"), "utf8")) as Comparison;
  const figures = rows.flatMap(({ measures }) => measures);
  const unread = figures.filter(({ containers, vms }) => [containers, vms].some(({ state }) => state !== "measured"));
  expect(unread.map(({ id }) => id)).toEqual(onlyOwn);
  const value = (id: string, runtime: "containers" | "vms") => {
    const outcome = figures.find((figure) => figure.id === id)?.[runtime];
    return outcome?.state === "measured" ? outcome.median : undefined;
  };
  expect([value("kernels", "containers"), value("kernels", "vms")]).toEqual([1, 3]);
  expect([value("domains", "containers"), value("domains", "vms")]).toEqual([3, 3]);
  expect(value("neighbours", "vms")).toBe(0);
  for (const stack of ["dev", "vms"]) expect((await npm("status", "--stack", stack)).code).toBe(0);
});

test("`destroy` leaves no process, no port and no file but caches", async () => {
  expect((await npm("destroy", ...stack)).code).toBe(0);
  expect(qemuProcesses(folder)).toEqual([]);
  expect(switches()).toEqual([]);
  for (const { address } of outputs.hosts)
    expect(spawnSync("ss", ["-Hltn"], { encoding: "utf8" }).stdout).not.toContain(address);
  expect(existsSync(folder)).toBe(false);
});
