import { allLinks, configureBackups, fillLinks, query } from "./support/backups";
import { edit, edited, restore } from "./support/edit";
import { asAdmin, npm, onHost, type Outputs, readOutputs } from "./support/stack";
import { drive } from "./support/traffic";

let outputs: Outputs;
beforeAll(async () => {
  outputs = await readOutputs();
});
afterEach(restore);

/** Service → id of its container. */
function containers(): Record<string, string> {
  const { output } = onHost(outputs, `docker ps --format '{{.Label "berth.service"}} {{.ID}}'`);
  return Object.fromEntries(
    output
      .trim()
      .split("\n")
      .map((row) => row.split(" ") as [string, string]),
  );
}

const list = () => new URL("/api/links", outputs.url).href;

test("one changed line in api replaces api alone, and no request fails meanwhile", async () => {
  const before = containers();
  edit("services/api/src/page/page.html", (text) => text.replace("Long address in,<br />", "Long link in,<br />"));
  const traffic = drive(list());
  const { code, output } = await npm("up");
  const { requests, failures } = await traffic.stop();
  expect(code).toBe(0);
  expect(output).toMatch(/replace/);
  expect(await (await fetch(outputs.url)).text()).toContain("Long link in,");
  const after = containers();
  expect(after.api).not.toBe(before.api);
  expect([after.db, after.gateway]).toEqual([before.db, before.gateway]);
  expect(requests).toBeGreaterThan(20);
  expect(failures).toEqual([]);
});

test("a rollback runs the release before without a build, is pinned and listed, and no request fails meanwhile", async () => {
  const before = containers();
  const pinned = edited("Pulumi.dev.yaml");
  const traffic = drive(list());
  const { code, output, seconds } = await npm("rollback", "api");
  const { requests, failures } = await traffic.stop();
  process.stderr.write(`rollback of api: ${seconds.toFixed(1)} s, ${failures.length} of ${requests} requests failed\n`);
  expect([code, failures]).toEqual([0, []]);
  expect(requests).toBeGreaterThan(20);
  expect(output).not.toMatch(/(docker:index\/image:Image|BuiltImage|SentImage|RemoteImage) \S+: (creat|updat)/);
  expect(await (await fetch(outputs.url)).text()).toContain("Long address in,");
  const after = containers();
  expect(after.api).not.toBe(before.api);
  expect([after.db, after.gateway]).toEqual([before.db, before.gateway]);
  const { release } = /pins api to release (?<release>[0-9a-f]{12})/.exec(output)?.groups ?? {};
  expect(pinned()).toContain(release);
  expect((await npm("releases", "api")).output).toMatch(new RegExp(` kept .*\n(.*\n)*  ${release ?? ""}  pinned `));
  expect((await npm("status")).output).toMatch(new RegExp(`api .*release ${release ?? ""} \\(pinned\\)`));
});

test("a rollback to a release that no host keeps is refused with those that are, and nothing changes", async () => {
  const before = containers();
  const { code, output } = await npm("rollback", "api", "0123456789ab");
  expect([code, output]).toEqual([1, expect.stringContaining("no kept release 0123456789ab. Kept are ")]);
  expect(containers()).toEqual(before);
});

test("a version that never gets healthy fails with its last log lines while the old one serves on", async () => {
  const before = containers();
  edit("services/api/src/main.ts", (text) => `${text}\nconsole.log("about to fall over");\nprocess.exit(3);\n`);
  // As long as it may start is as long as this test takes.
  edit("services/compose.yaml", (text) => text.replace("start_period: 60s", "start_period: 5s"));
  const traffic = drive(list());
  const { code, output } = await npm("up");
  const { failures } = await traffic.stop();
  expect(code).not.toBe(0);
  expect(output).toContain("about to fall over");
  expect(failures).toEqual([]);
  expect(containers()).toMatchObject({ db: before.db, gateway: before.gateway });
});

test("a Dockerfile that doesn't build fails with the step and its output, and nothing is replaced", async () => {
  const before = containers();
  edit("services/gateway/Dockerfile", (text) => `${text}\nRUN echo this-can-not-work && exit 7\n`);
  const { code, output } = await npm("up");
  expect(code).not.toBe(0);
  expect(output).toContain("this-can-not-work");
  expect(containers().gateway).toBe(before.gateway);
});

test("a compose file with faults is refused with all of them, before anything is touched", async () => {
  const before = containers();
  edit("services/compose.yaml", (text) =>
    text
      .replace("    build: ./api\n", "    build: ./api\n    privileged: true\n    color: red\n")
      .replace("pids_limit: 100", "pids_limit: none"),
  );
  const { code, output } = await npm("up");
  expect(code).not.toBe(0);
  for (const path of ["services.api.privileged", "services.api.color", "services.db.pids_limit"])
    expect(output).toContain(path);
  expect(containers()).toEqual(before);
});

test("a restored database equals the one that was backed up row by row, and no secret is in a command line or readable to the login user", async () => {
  const password = "a-password-of-this-test";
  configureBackups("/var/lib/docker/berth-backup", password);
  const up = await npm("up");
  expect([up.code, up.output]).toEqual([0, expect.stringContaining("BackupPlan backup: created")]);
  const rows = fillLinks(outputs);
  const backup = await npm("backup");
  expect([backup.code, backup.output]).toEqual([0, expect.stringContaining("service:db: snapshot ")]);
  query(
    outputs,
    "UPDATE links SET url = 'https://example.org/spoiled' WHERE id % 2 = 0; DELETE FROM links WHERE id % 3 = 0",
  );
  expect(allLinks(outputs)).not.toBe(rows);
  const restored = await npm("restore", "db", "--yes");
  expect([restored.code, allLinks(outputs)]).toEqual([0, rows]);
  query(outputs, "DELETE FROM links WHERE slug LIKE 'row%'");
  process.stderr.write(`backup: ${backup.seconds.toFixed(1)} s, restore: ${restored.seconds.toFixed(1)} s\n`);
  const { output } = await npm("status");
  expect(output).toMatch(/service:db: last good backup \d min ago\n.*volume:gateway-data: last good backup/);
  const places = "/etc/credstore.encrypted/berth-backup /usr/local/lib/berth-backup/plan.json";
  expect(onHost(outputs, `cat ${places}`).output).toMatch(/(Permission denied[^]*){2}/);
  const found = asAdmin(outputs, `sudo grep -rl ${password} /etc /usr/local /var/lib/berth-backup`);
  expect(found.output).not.toMatch(/^\/(etc|usr|var\/lib)/m);
});

test("a host whose data disk is full is refused another image before it is built, and what runs stays", async () => {
  const before = containers();
  edit("services/api/src/page/page.html", (text) => `${text}<!-- another page -->\n`);
  const file = "/var/lib/docker/berth-full";
  const free = "$(df --output=avail --block-size=1 /var/lib/docker | tail -n 1)";
  asAdmin(outputs, `sudo fallocate --length $((${free} - 50 * 1048576)) ${file}`);
  try {
    const { code, output } = await npm("up");
    expect(code).not.toBe(0);
    expect(output).toMatch(
      /bring \S+api:\S+ to \S+: the data disk of \S+ has \d+ MiB free of \S+ GiB, and \d+ MiB must be/,
    );
    expect(output).toMatch(/on it: .*images \S+ \w+ \(up to .*kept release/);
    const status = await npm("status");
    expect([status.code, status.output]).toEqual([1, expect.stringContaining("`up` brings no image below")]);
    expect(containers()).toEqual(before);
  } finally {
    asAdmin(outputs, `sudo rm ${file}`);
  }
});

test("with the faults gone `up` converges to one healthy container a service, one that was removed by hand included", async () => {
  onHost(outputs, `docker rm --force ${containers().gateway ?? ""}`);
  const { code, output } = await npm("up");
  expect([code, output]).toEqual([0, expect.stringMatching(/^container gateway-\S+ is gone: read again/m)]);
  expect((await npm("status")).code).toBe(0);
  expect(Object.keys(containers()).sort()).toEqual(["api", "db", "gateway"]);
  // Three services and, beside the two that have secrets, the container that holds them.
  expect(onHost(outputs, "docker ps -aq | wc -l").output.trim()).toBe("5");
  expect((await npm("up", "--expect-no-changes")).code).toBe(0);
});
