import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configCommand } from "../../../packages/engine/config-command";
import { readProject } from "../../../packages/engine/project/project";
import { readStackConfig, resolveConfig } from "../../../packages/engine/project/stack-config";
import { openConfigCrypter } from "../../../packages/engine/stack/opened-stack";

const folder = mkdtempSync(join(tmpdir(), "config-command-"));
const stackFile = join(folder, "Pulumi.dev.yaml");
const environment = { PULUMI_CONFIG_PASSPHRASE: "open", PULUMI_BACKEND_URL: `file://${folder}` };

beforeEach(() => {
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    "name: shop\nruntime: nodejs\nconfig: {hosts: {type: integer, default: 1}}\n",
  );
  writeFileSync(stackFile, "config:\n  target: local # here\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `config` with these words; returns what it printed. */
async function run(words: readonly string[], { stdin = "", passphrase = "open" } = {}): Promise<string> {
  const lines: string[] = [];
  const readValue = () => Promise.resolve(stdin);
  const io = {
    environment: { ...environment, PULUMI_CONFIG_PASSPHRASE: passphrase },
    print: (line: string) => lines.push(line),
    readValue,
  };
  expect(await configCommand([...words, "--stack", "dev", "--cwd", folder], io)).toBe(0);
  return lines.join("\n");
}

const read = () => readFileSync(stackFile, "utf8");

test("a value is set, printed, listed and removed", async () => {
  await run(["set", "hosts", "3"]);
  await run(["set", "--path", "zones[0]", "1"]);
  expect(read()).toBe('config:\n  target: local # here\n  shop:hosts: "3"\n  shop:zones:\n    - 1\n');
  expect(await run(["get", "hosts"])).toBe("3");
  expect(await run(["get", "--path", "zones[0]"])).toBe("1");
  expect(await run([])).toBe("KEY          VALUE\nshop:target  local\nshop:hosts   3\nshop:zones   [1]");
  expect(await run(["rm", "shop:hosts"])).toBe(`shop:hosts removed from ${stackFile}`);
  expect(await run(["get", "hosts"])).toBe("1");
});

test("a secret is encrypted as the program reads it, and its text is in no file and in no list", async () => {
  await run(["set", "--secret", "--path", 'registries["r.example:5000"].password'], { stdin: "canary" });
  await run(["set", "--secret", "token", "canary"]);
  expect(read()).not.toContain("canary");
  expect(read()).toMatch(/^encryptionsalt: v1:/m);
  expect(await run([])).not.toContain("canary");
  expect(JSON.parse(await run(["--json"]))).toMatchObject({ "shop:token": { value: "[secret]", secret: true } });
  expect(await run(["--show-secrets"])).toContain('{"r.example:5000":{"password":"canary"}}');
  expect(await run(["get", "token"])).toBe("canary");
  const project = readProject(folder);
  const crypter = await openConfigCrypter(project, "dev", { folder, environment });
  const resolved = resolveConfig(project, readStackConfig(project, "dev"), crypter);
  expect(resolved.config["shop:token"]).toBe("canary");
  expect(resolved.secretKeys).toEqual(["shop:registries", "shop:token"]);
});

test("another passphrase can neither read nor add a secret, and the file stays as it is", async () => {
  await run(["set", "--secret", "token", "canary"]);
  const before = read();
  await expect(run(["set", "--secret", "other", "x"], { passphrase: "wrong" })).rejects.toThrow(/passphrase/);
  await expect(run(["get", "token"], { passphrase: "wrong" })).rejects.toThrow(/passphrase/);
  expect(read()).toBe(before);
});

test("a wrong value can be replaced, although the program would refuse it", async () => {
  await run(["set", "hosts", "many"]);
  await run(["set", "hosts", "2"]);
  expect(await run(["get", "hosts"])).toBe("2");
});

test.each([
  [["get", "none"], "configuration key 'none' not found for stack 'dev'"],
  [["rm", "--path", "zones[3]"], "configuration key 'zones[3]' not found"],
  [["set"], 'config does not take "set"'],
  [["set", "a", "b", "c"], 'config does not take "set a b c"'],
  [["put", "a", "b"], 'config does not take "put a b"'],
  [["set", "--path", "a[", "b"], '"a[" is not a path'],
  [["set", "a:b:c", "x"], '"a:b:c" is not a key'],
  [["--colour"], "--colour"],
])("%p is refused", async (words, message) => {
  const before = read();
  await expect(run(words)).rejects.toThrow(message);
  expect(read()).toBe(before);
});
