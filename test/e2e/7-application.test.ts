import { spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { moveTag, pushImages } from "./support/application-images";
import { edit, restore } from "./support/edit";
import { Registry } from "./support/registry";
import { getRouted, ingressAuthority } from "./support/routed";
import { asAdmin, host, npm, onHost, type Outputs, readOutputs, root, until } from "./support/stack";
import { drive } from "./support/traffic";

/** Another application on the machine of stack dev: a public kind of Compose file, and images as registries have them. */
let outputs: Outputs;
let registry: Registry;
let images: Awaited<ReturnType<typeof pushImages>>;
const lockFile = join(root, "test", "e2e", "application", "berth.lock.json");
/** Certificate of the ingress' own authority. */
let authority: string;
/** By the host's clock; what the services of the file before did while they were replaced is not this application's. */
let deployedAt: string;
const password = "kept-out-of-the-state";

beforeAll(async () => {
  registry = new Registry();
  await registry.ready();
  images = await pushImages(registry);
  edit("Pulumi.dev.yaml", (text) => `${text}  berth:composeFiles: [test/e2e/application/compose.yaml]\n`);
  edit("Pulumi.dev.yaml", (text) => `${text}  berth:composeVariables: { REGISTRY: "${registry.name}" }\n`);
});

afterAll(() => {
  registry.stop();
  rmSync(lockFile, { force: true });
  restore();
});

/** Service → id of its container, jobs that ended included. */
function containers(): Record<string, string> {
  const format = '{{.Label "berth.service"}} {{.ID}}';
  const { output } = onHost(outputs, `docker ps --all --no-trunc --filter label=berth.service --format '${format}'`);
  const lines = output.trim().split("\n");
  return Object.fromEntries(lines.map((line) => line.split(" ") as [string, string]));
}

const get = (url: string) => getRouted(outputs, authority, new URL(url));

async function visit(): Promise<{ readonly visits: number; readonly noted: number }> {
  const { status, body } = await get("https://site.example.test/cgi-bin/visit");
  const [, visits, noted] = /^visits: (\d+)\nnoted: (\d+)\n$/.exec(body) ?? [];
  if (visits === undefined) throw new Error(`the application answered ${status}:\n${body}`);
  return { visits: Number(visits), noted: Number(noted) };
}

/** Requests to a page of a route, as `drive` sends them. */
const sending = (url: string) => () =>
  get(url).then(
    ({ status }) => (status === 200 ? undefined : `status ${status}`),
    (error: unknown) => String(error),
  );

/** Status and target of a page, by curl, with its host name resolved to the stack's host. */
function curl(url: string): string {
  const { hostname, port } = new URL(url);
  const resolved = ["--resolve", `${hostname}:${port}:${host(outputs).address}`];
  const argv = ["-sS", "-m", "30", "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}", ...resolved, url];
  return spawnSync("curl", argv, { encoding: "utf8" }).stdout;
}

/** What a command prints in the container of a service. */
function inService(service: string, command: string): string {
  const script = `docker exec $(docker ps -q --filter label=berth.service=${service}) sh -c '${command}'`;
  return onHost(outputs, script).output;
}

test("a registry that the host doesn't trust fails `up` with the cause", async () => {
  const { code, output } = await npm("up");
  expect(output).toMatch(/pull image 10\.0\.2\.2:8443\/.*: certificate signed by unknown authority/);
  expect(code).not.toBe(0);
  outputs = await readOutputs();
});

test("`up` deploys the file as it is on the same boot, with other ports, and the next one has nothing to do", async () => {
  const bootId = () => onHost(outputs, "cat /proc/sys/kernel/random/boot_id").output;
  const boot = bootId();
  const registries = JSON.stringify({ [registry.name]: { caFile: registry.certificateFile } });
  edit("Pulumi.dev.yaml", (text) => `${text}  berth:registries: ${registries}\n`);
  expect((await npm("up")).code).toBe(0);
  outputs = await readOutputs();
  expect(bootId()).toBe(boot);
  deployedAt = onHost(outputs, "date '+%x %T'").output.trim();
  const running = containers();
  expect((await npm("up", "--expect-no-changes")).code).toBe(0);
  expect(containers()).toEqual(running);
  // The migration is a job, which has ended by now.
  expect((await npm("status")).code).toBe(0);
  const names = ["berth-ingress", "cache", "clock", "database", "migrate", "proxy", "web", "worker"];
  expect(Object.keys(running).sort()).toEqual(names);
  authority = ingressAuthority(outputs);
});

test("a request passes the proxy, the migrated database, the cache and, by the shared volume, the worker", async () => {
  const { visits } = await visit();
  await until("the worker's note of a visit", 60, async () => (await visit()).noted > 0);
  expect((await visit()).visits).toBeGreaterThan(visits + 1);
});

test("each host name leads to its service with a certificate of its own, over HTTPS alone", async () => {
  const port = host(outputs).ports?.["443"] ?? 443;
  expect(outputs.urls).toEqual(["app", "site"].map((name) => `https://${name}.example.test:${port}/`));
  expect(await get("https://site.example.test/version")).toEqual({ status: 200, body: "1.0\n" });
  expect((await get("https://app.example.test/cgi-bin/visit")).body).toMatch(/^visits: /);
  await expect(get("https://other.example.test/")).rejects.toThrow();
  const plain = curl(`http://app.example.test:${host(outputs).ports?.["80"] ?? 80}/a?b=c`);
  expect(plain).toBe(`308 https://app.example.test:${port}/a?b=c`);
  expect(curl(`http://other.example.test:${host(outputs).ports?.["80"] ?? 80}/`)).toBe("404 ");
});

test("each of two services reads what the other one has created in their volume", () => {
  const levels = ["web", "worker"].map((service) => inService(service, "cat /proc/self/attr/current").trim());
  expect(levels).toEqual([
    expect.stringMatching(/:berth_web_t:s0:c\d+,c\d+/),
    expect.stringMatching(/:berth_worker_t:/),
  ]);
  expect(levels[0]?.split("_t:")[1]).toBe(levels[1]?.split("_t:")[1]);
  inService("web", "echo by-web >/srv/uploads/web");
  expect(inService("worker", "cat /srv/uploads/web && ls /srv/uploads")).toBe("by-web\nnoted\nweb\n");
});

test("the images' own users run the processes that the images' root has started", () => {
  const users = (service: string) =>
    onHost(
      outputs,
      `docker exec $(docker ps -q --filter label=berth.service=${service}) stat -c %U /proc/1`,
    ).output.trim();
  expect(["database", "cache", "proxy", "web"].map(users)).toEqual(["postgres", "redis", "root", "app"]);
});

test("the service on a UDP port answers on this computer", async () => {
  const { address, ports } = host(outputs);
  const port = ports?.["5353/udp"];
  if (port === undefined) throw new Error(`the outputs have no port 5353/udp: ${JSON.stringify(ports)}`);
  expect(await udpAnswer(address, port)).toMatch(/^\d{10}\n$/);
});

test("the secret is in no state and no inspected container", () => {
  const state = readFileSync(join(root, "state", ".pulumi", "stacks", "berth", "dev.json"), "utf8");
  const { output } = onHost(outputs, "docker inspect $(docker ps -aq)");
  expect(output).toContain("POSTGRES_PASSWORD_FILE");
  expect([state, output].filter((text) => text.includes(password))).toEqual([]);
});

test("another tag replaces the application's services and the site, runs its job again and fails no request", async () => {
  const before = containers();
  const { visits, noted } = await visit();
  edit("Pulumi.dev.yaml", (text) => text.replace("{ REGISTRY", '{ APP_TAG: "1.1", REGISTRY'));
  const traffic = ["https://app.example.test/version", "https://site.example.test/version"].map(sending).map(drive);
  expect((await npm("up")).code).toBe(0);
  for (const { requests, failures } of await Promise.all(traffic.map(({ stop }) => stop()))) {
    expect(failures).toEqual([]);
    expect(requests).toBeGreaterThan(10);
  }
  const after = containers();
  const same = Object.keys(after).filter((service) => after[service] === before[service]);
  expect(same.sort()).toEqual(["berth-ingress", "cache", "database"]);
  expect(onHost(outputs, `docker exec ${after["web"] ?? ""} printenv APP_VERSION`).output.trim()).toBe("1.1");
  expect(await get("https://site.example.test/version")).toEqual({ status: 200, body: "1.1\n" });
  const next = await visit();
  expect(next.visits).toBe(visits + 1);
  expect(next.noted).toBeGreaterThanOrEqual(noted);
});

test("`tighten` writes what a service needs into the file, and the lock file pins what runs: both change that service alone", async () => {
  const before = containers();
  edit("test/e2e/application/compose.yaml", (text) => `${text}# Tightened below.\n`);
  const { code, output: proposed } = await npm("tighten", "cache", "--for", "10", "--write");
  expect(proposed).toMatch(
    /^\+ {4}cap_drop: \[ALL\]\n\+ {4}cap_add: \[(?=.*SETGID)(?=.*SETUID)(?!.*NET_BIND_SERVICE).*\]$/m,
  );
  expect(code).toBe(0);
  expect((await npm("lock")).code).toBe(0);
  const pinned = readFileSync(lockFile, "utf8");
  const image = new RegExp(`"${registry.name}/redis:8": \\{\\s*"digest": "(sha256:[0-9a-f]{64})"`);
  const [, old = "not pinned"] = image.exec(pinned) ?? [];
  const moved = await moveTag(registry, "redis", images);
  expect(moved).toMatch(/^sha256:[0-9a-f]{64}$/);
  writeFileSync(lockFile, pinned.replace(old, moved));
  expect((await npm("up")).code).toBe(0);
  const after = containers();
  expect(Object.keys(after).filter((service) => after[service] !== before[service])).toEqual(["cache"]);
  const inspected = onHost(outputs, `docker inspect ${after["cache"] ?? ""}`).output;
  expect(inspected).toContain('"fix": "1"');
  expect(inspected).not.toContain("NET_BIND_SERVICE");
  expect((await npm("status")).code).toBe(0);
});

test("all of that left no denial in the audit log, and no failed unit", () => {
  const search = `sudo ausearch --input-logs --raw -m avc,user_avc,selinux_err -ts ${deployedAt}`;
  const records = asAdmin(outputs, search)
    .output.split("\n")
    .filter((line) => /^type=(USER_AVC|AVC|SELINUX_ERR) /.test(line));
  // `tighten` has made the use of capabilities leave records.
  expect(records.length).toBeGreaterThan(0);
  expect(records.filter((line) => !line.includes("avc:  granted  {"))).toEqual([]);
  expect(onHost(outputs, "systemctl is-system-running").output.trim()).toBe("running");
});

/** The first datagram that comes back; sent each second, because a datagram may be lost. */
function udpAnswer(address: string, port: number): Promise<string> {
  const socket = createSocket("udp4");
  return new Promise<string>((settle, fail) => {
    const send = () => socket.send("?", port, address);
    const timers = [setInterval(send, 1000), setTimeout(() => fail(new Error("no datagram in 30 s")), 30_000)];
    socket.on("message", (message) => {
      timers.forEach((timer) => clearInterval(timer));
      settle(message.toString());
    });
    send();
  }).finally(() => socket.close());
}
