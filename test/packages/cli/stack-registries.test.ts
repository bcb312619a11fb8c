import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stackRegistries } from "../../../packages/cli/stack-registries";

const stack = { name: "dev", local: false, privateFolder: "/nowhere" };
const ofHosts = { registries: {} };
let folder = "";
let environment: NodeJS.ProcessEnv;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stack-registries-"));
  environment = process.env;
  // Only these two commands exist, with the node that runs this test.
  process.env = { ...environment, PATH: [folder, dirname(process.execPath), "/bin"].join(":"), PULUMI_ENGINE: "cli" };
  command("docker", "exit 1");
  command("pulumi", "exit 1");
});
afterEach(() => {
  process.env = environment;
  rmSync(folder, { recursive: true });
});

function command(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** A `pulumi` that writes down its words and prints this config value. */
function configured(value: unknown): void {
  command("pulumi", `echo "$@" > ${folder}/words\ncat <<'EOF'\n${JSON.stringify(value)}\nEOF`);
}

test("without the key registries no configuration is read, and Docker of this computer names the default one", async () => {
  command("docker", 'echo "https://registry.example.org/v1/"');
  expect(await stackRegistries(stack, {}, { defaultRegistry: "" })).toEqual({
    defaultHost: "registry.example.org",
    logins: [],
    authorities: new Map(),
  });
});

test("the default registry of the configuration wins, and without it and Docker there is none", async () => {
  const set = await stackRegistries(stack, {}, { defaultRegistry: "mirror.example.org" });
  expect(set.defaultHost).toBe("mirror.example.org");
  const none = await stackRegistries(stack, {}, { defaultRegistry: "" });
  expect(none.defaultHost).toBeUndefined();
});

test("the credentials are those that the tool decrypts", async () => {
  configured({ "registry.example.org": { username: "ci", password: "p" } });
  const { logins } = await stackRegistries(stack, ofHosts, { defaultRegistry: "mirror.example.org" });
  expect(logins).toEqual([{ address: "registry.example.org", username: "ci", password: "p" }]);
});

test.each([
  [
    { "registry.example.org": { username: "ci" } },
    "The config key registries can't be read: it must be a map from hosts",
  ],
  [{ "registry.example.org": { caFile: "/none.pem" } }, "caFile of registry.example.org can't be read (ENOENT)"],
])("the registries %j are refused", async (registries, message) => {
  configured(registries);
  await expect(stackRegistries(stack, ofHosts, { defaultRegistry: "x.example.org" })).rejects.toThrow(message);
});

test("what the tool reports is the cause of the error", async () => {
  command("pulumi", "echo 'error: incorrect passphrase' >&2; exit 255");
  await expect(stackRegistries(stack, ofHosts, { defaultRegistry: "x.example.org" })).rejects.toThrow(
    "The config key registries can't be read: error: incorrect passphrase",
  );
});
