import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ready } from "../../../../packages/provider/ready/ready";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "ready-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const inputs = (sshConfig: string) => ({ sshConfig, host: "web", bootId: "1", runtime: "docker" as const });
const outputs = { kernel: "6", selinux: "Enforcing", dockerVersion: "26", bootSeconds: 9, readyHost: "web" };

async function driftOf(sshConfig: string) {
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const state = { id: "web", inputs: inputs(sshConfig), outputs };
  return { drift: await ready.drift?.(state, state.inputs, warn), warnings };
}

test("a host that can't be reached is warned of and does not count as changed", async () => {
  const sshConfig = join(folder, "config");
  // Port 1 of this computer: nobody answers there.
  writeFileSync(sshConfig, "Host web\n  HostName 127.0.0.1\n  Port 1\n");
  expect(await driftOf(sshConfig)).toEqual({
    drift: [],
    warnings: [
      expect.stringMatching(/^web is slow or unreachable, so that it was not compared with the state: .*refused/),
    ],
  });
});

test.each([
  [
    "Enforcing\n400000000 12884901888",
    [],
    ["the data disk of web has 381 MiB free, and `up` brings no image below 614 MiB"],
  ],
  ["Enforcing\n4000000000 12884901888", [], []],
  ["Permissive\n400000000 12884901888", ["readyHost"], []],
])("of a host that answers %j the data disk is warned of where it is almost full", async (answer, drift, texts) => {
  writeFileSync(join(folder, "ssh"), `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });
  const path = process.env.PATH ?? "";
  process.env.PATH = `${folder}:${path}`;
  const found = await driftOf(join(folder, "config")).finally(() => (process.env.PATH = path));
  expect([found.drift, found.warnings.map((text) => text.split(":")[0])]).toEqual([drift, texts]);
});
