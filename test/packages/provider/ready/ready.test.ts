import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ready } from "../../../../packages/provider/ready/ready";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "ready-"))));
afterEach(() => rmSync(folder, { recursive: true }));

test("a host that can't be reached is warned of and does not count as changed", async () => {
  const sshConfig = join(folder, "config");
  // Port 1 of this computer: nobody answers there.
  writeFileSync(sshConfig, "Host web\n  HostName 127.0.0.1\n  Port 1\n");
  const inputs = { sshConfig, host: "web", bootId: "1", runtime: "docker" as const };
  const outputs = { kernel: "6", selinux: "Enforcing", dockerVersion: "26", bootSeconds: 9, readyHost: "web" };
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  expect(await ready.drift?.({ id: "web", inputs, outputs }, inputs, warn)).toEqual([]);
  expect(warnings).toEqual([
    expect.stringMatching(/^web is slow or unreachable, so that it was not compared with the state: .*refused/),
  ]);
});
