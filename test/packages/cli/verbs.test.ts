import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../../..");

/** A computer with the CLI and without QEMU or apt: the CLI records its arguments. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-verbs-"));
  program("pulumi", "");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program on PATH that records its arguments and runs `script`. */
function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\necho "$*" >>"$0.calls"\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

function berth(...args: string[]) {
  const argv = [join(root, "packages/cli/berth.js"), ...args];
  const env = { PATH: folder, HOME: folder, XDG_STATE_HOME: folder };
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8", cwd: root, timeout: 60_000, env });
  return { status, stderr };
}

const calls = () =>
  existsSync(join(folder, "pulumi.calls")) ? readFileSync(join(folder, "pulumi.calls"), "utf8").trim().split("\n") : [];

test("`up` of a cloud's stack needs none of the programs of a local machine", () => {
  expect(berth("up", "--stack", "aws").status).toBe(0);
  expect(calls()).toEqual([
    "stack select --create --non-interactive --stack aws",
    expect.stringMatching(/^stack export --stack aws /),
    "up --stack aws",
  ]);
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

test("`up` has the state read a container again that its host lacks; `up` of a part warns of it", () => {
  const host = { name: "berth-aws", address: "127.1.2.3", sshPort: 22, user: "deploy", services: ["db"] };
  const hosts = [{ ...host, sshConfig: "/ssh/config", ssh: "ssh -F /ssh/config berth-aws" }];
  const resources = [
    { urn: "urn:stack", type: "pulumi:pulumi:Stack", outputs: { hosts } },
    { urn: "urn:db", type: "docker:index/container:Container", id: "d0", inputs: { name: "db-1a" } },
    { urn: "urn:api", type: "docker:index/container:Container", id: "a0", inputs: { name: "api-2b" } },
  ];
  program("pulumi", `[ "$1 $2" != "stack export" ] || printf '%s' '${JSON.stringify({ deployment: { resources } })}'`);
  program("ssh", "printf 'a0\\trunning\\n'");
  const { status, stderr } = berth("up", "--stack=aws");
  expect([status, stderr]).toEqual([0, "container db-1a is gone: read again, so that `up` brings it back\n"]);
  expect(calls().slice(-2)).toEqual(["refresh --yes --skip-preview --target urn:db --stack aws", "up --stack aws"]);
  expect(berth("up", "--stack=aws", "--target", "urn:api").stderr).toMatch(/^warning: container db-1a is gone; /);
  expect(calls().slice(-2)).toEqual([expect.stringMatching(/^stack export/), "up --target urn:api --stack aws"]);
});
