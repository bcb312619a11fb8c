import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readReleases } from "../../../packages/cli/releases";

const stack = { name: "no-such-stack", local: false, privateFolder: "/nowhere" };
let folder = "";
let environment: NodeJS.ProcessEnv;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "releases-"));
  environment = process.env;
  process.env = { ...environment, PATH: [folder, dirname(process.execPath), "/bin"].join(":"), PULUMI_ENGINE: "cli" };
});
afterEach(() => {
  process.env = environment;
  rmSync(folder, { recursive: true });
});

/** A `pulumi` that ends so, whatever it is called with. */
function pulumi(script: string): void {
  writeFileSync(join(folder, "pulumi"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "pulumi"), 0o755);
}

test("a state that can't be read is reported with the cause, and not as a stack that is not up", async () => {
  pulumi("echo 'error: incorrect passphrase' >&2; exit 255");
  await expect(readReleases(stack)).rejects.toThrow(/could not be read[^]*incorrect passphrase/);
});

test("a stack that does not exist is reported with the command that brings it up", async () => {
  pulumi("echo \"error: no stack named 'no-such-stack' found\" >&2; exit 255");
  await expect(readReleases(stack)).rejects.toThrow("Bring it up with: npm run up -- --stack no-such-stack");
});
