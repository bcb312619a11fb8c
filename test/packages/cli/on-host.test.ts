import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onHost } from "../../../packages/cli/on-host";

const host = { sshConfig: "/s/config", name: "berth-dev" };
let folder = "";
let path: string | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "on-host-"));
  // An `ssh` that prints its words and its input.
  writeFileSync(join(folder, "ssh"), '#!/bin/sh\nprintf "%s|" "$@"\ncat\nexit 3\n');
  chmodSync(join(folder, "ssh"), 0o755);
  path = process.env.PATH;
  process.env.PATH = `${folder}:${path ?? ""}`;
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

test("a command goes to the login user's alias, and how it ended is the result", async () => {
  const { exitCode, stdout } = await onHost(host, { words: ["uptime --pretty"], limitMs: 10_000 });
  expect([exitCode, stdout]).toEqual([3, "-F|/s/config|berth-dev|uptime --pretty|"]);
});

test("the administrator has an alias of its own, and the input is the command's", async () => {
  const command = { words: ["sudo", "sh"], asAdmin: true, input: "id\n", limitMs: 10_000 } as const;
  expect((await onHost(host, command)).stdout).toBe("-F|/s/config|berth-dev-admin|sudo|sh|id\n");
});
