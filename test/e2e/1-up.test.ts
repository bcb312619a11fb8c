import { spawnSync } from "node:child_process";
import { useLinks } from "./support/service-test";
import { answers, asAdmin, host, npm, onHost, type Outputs, readOutputs } from "./support/stack";

let outputs: Outputs;

test("`npm run up` on a clean checkout ends with a URL", async () => {
  const { code, output } = await npm("up");
  expect(output).toMatch(/url/);
  expect(code).toBe(0);
  outputs = await readOutputs();
  expect(outputs.url).toMatch(/^http:\/\/127\.\d+\.\d+\.\d+:\d+/);
  expect(await answers(outputs.url)).toBe(true);
});

test("the outputs name each host with an ssh command line that works as it stands", () => {
  const { name, address, sshPort, user, ssh } = host(outputs);
  expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
  expect(new URL(outputs.url).hostname).toBe(address);
  expect(sshPort).toBeGreaterThan(1023);
  const { stdout } = spawnSync("sh", ["-c", `${ssh} id -un`], { encoding: "utf8", timeout: 60_000 });
  expect(stdout.trim()).toBe(user);
});

test("in a browser a link is made, is still there after a reload, and leads on", async () => {
  expect(await useLinks(outputs.url, "kept")).toEqual({
    errors: [],
    visit: [302, "https://example.org/kept/by/the/database"],
  });
});

test("a second `up` changes nothing", async () => {
  const before = onHost(outputs, "docker ps --no-trunc --format '{{.ID}}' | sort").output;
  const { code, output } = await npm("up", "--expect-no-changes");
  expect(output).toMatch(/unchanged/);
  expect(code).toBe(0);
  expect(onHost(outputs, "docker ps --no-trunc --format '{{.ID}}' | sort").output).toBe(before);
});

test("`status` reports everything healthy, `preview` that nothing would change", async () => {
  const status = await npm("status");
  expect(status.output).toMatch(/SELinux Enforcing/);
  expect(status.output).toMatch(/^  0 SELinux denials since boot, .*, image of \d{4}-\d{2}-\d{2}$/m);
  expect(status.code).toBe(0);
  expect((await npm("preview", "--expect-no-changes")).code).toBe(0);
});

test("`exec` runs a command in a service's container word for word, `logs` has every service's lines by time", async () => {
  expect(await npm("exec", "api", "sh", "-c", 'echo "$0 as $(id -u)"', "a b")).toMatchObject({
    code: 0,
    output: "a b as 10002\n",
  });
  expect((await npm("exec", "api", "--", "false")).code).toBe(1);
  const { output } = await npm("logs", "--json");
  const lines = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { readonly service: string; readonly time: string });
  expect([...new Set(lines.map(({ service }) => service))].sort()).toEqual(["api", "db", "gateway"]);
  expect(lines.map(({ time }) => time)).toEqual(lines.map(({ time }) => time).sort());
});

test("all of that left no denial in the audit log", () => {
  const { output } = asAdmin(outputs, "sudo ausearch --input-logs -m avc,user_avc,selinux_err -ts boot");
  expect(output.trim()).toBe("<no matches>");
  expect(asAdmin(outputs, "sudo journalctl --boot --dmesg --grep 'avc:.*denied'").output.trim()).toMatch(
    /^(-- No entries --)?$/,
  );
});

test("no unit failed", () => {
  expect(onHost(outputs, "systemctl is-system-running").output.trim()).toBe("running");
});
