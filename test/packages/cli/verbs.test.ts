import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../../..");

/** A computer with the CLI and without QEMU or apt: the CLI records its arguments. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-verbs-"));
  writeFileSync(join(folder, "pulumi"), `#!/bin/sh\necho "$*" >>"${folder}/calls"\n`);
  chmodSync(join(folder, "pulumi"), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

function berth(...args: string[]) {
  const argv = [join(root, "packages/cli/berth.js"), ...args];
  const env = { PATH: folder, HOME: folder, XDG_STATE_HOME: folder };
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8", cwd: root, timeout: 60_000, env });
  return { status, stderr };
}

const calls = () =>
  existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8").trim().split("\n") : [];

test("`up` of a cloud's stack needs none of the programs of a local machine", () => {
  expect(berth("up", "--stack", "aws").status).toBe(0);
  expect(calls()).toEqual(["stack select --create --non-interactive --stack aws", "up --stack aws"]);
});

test("`up` of a local stack reports the missing packages before it runs Pulumi", () => {
  const { status, stderr } = berth("up");
  expect([status, stderr]).toEqual([1, expect.stringContaining("Missing: qemu-system-x86")]);
  expect(calls()).toEqual([]);
});

test("options of the table and words after `--` reach the CLI, the stack's name comes last", () => {
  expect(berth("up", "--stack=aws", "--message", "why", "--", "--target", "urn").status).toBe(0);
  expect(calls().at(-1)).toBe("up --message why --target urn --stack aws");
});

test("`destroy` of a part of a local stack keeps the stack's record", () => {
  expect(berth("destroy", "--target", "urn:a").status).toBe(0);
  expect(calls()).toEqual([
    "stack select --create --non-interactive --stack dev",
    "destroy --yes --target urn:a --stack dev",
  ]);
});

test("the state's commands and targets are those of the CLI", () => {
  expect(berth("state", "delete", "urn:a", "--yes", "--stack=aws").status).toBe(0);
  expect(berth("state", "list", "--stack=aws").status).toBe(0);
  expect(berth("cancel", "--yes", "--stack=aws").status).toBe(0);
  expect(berth("preview", "--stack=aws", "--target", "urn:a", "--target-dependents").status).toBe(0);
  expect(calls().filter((call) => !call.startsWith("stack select"))).toEqual([
    "state delete urn:a --yes --stack aws",
    "stack --show-urns --stack aws",
    "cancel --yes --stack aws",
    "preview --target urn:a --target-dependents --stack aws",
  ]);
});
