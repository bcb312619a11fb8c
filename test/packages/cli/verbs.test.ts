import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../../..");

/** A computer with the CLI and without QEMU or apt: the CLI notes what it is asked. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-verbs-"));
  writeFileSync(join(folder, "pulumi"), `#!/bin/sh\necho "$*" >>"${folder}/calls"\n`);
  chmodSync(join(folder, "pulumi"), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

function berth(...args: string[]) {
  const argv = ["--import", "tsx", join(root, "packages/cli/berth.ts"), ...args];
  const env = { PATH: folder, HOME: folder, XDG_STATE_HOME: folder };
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8", cwd: root, timeout: 60_000, env });
  return { status, stderr };
}

const calls = () =>
  existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8").trim().split("\n") : [];

test("`up` of a cloud's stack needs nothing of what a machine on this computer does", () => {
  expect(berth("up", "--stack", "aws").status).toBe(0);
  expect(calls()).toEqual(["stack select --create --non-interactive --stack aws", "up --stack aws"]);
});

test("`up` of a local stack says what is missing before it asks Pulumi for anything", () => {
  const { status, stderr } = berth("up");
  expect([status, stderr]).toEqual([1, expect.stringContaining("Missing: qemu-system-x86")]);
  expect(calls()).toEqual([]);
});
