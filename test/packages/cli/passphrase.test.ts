import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { passphraseEnvironment, passphraseFile } from "../../../packages/cli/passphrase";
import { hasEncryptionSalt, type Stack, stateFile } from "../../../packages/cli/stack";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-passphrase-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const stack = (local: boolean): Stack => ({ name: "dev", local, privateFolder: join(folder, "berth", "dev") });

test("a local stack makes a passphrase once, readable by its owner alone, and keeps it", () => {
  const first = passphraseEnvironment(stack(true), {}, () => false);
  const file = passphraseFile(stack(true));
  const text = readFileSync(file, "utf8");
  expect(first).toEqual({ PULUMI_CONFIG_PASSPHRASE_FILE: file });
  expect(text).toMatch(/^[\w-]{43}$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(file, "..")).mode & 0o777).toBe(0o700);
  expect(passphraseEnvironment(stack(true), {}, () => false)).toEqual(first);
  expect(readFileSync(file, "utf8")).toBe(text);
});

test("a passphrase that the user set wins, an empty one too", () => {
  expect(passphraseEnvironment(stack(true), { PULUMI_CONFIG_PASSPHRASE: "" })).toEqual({});
  expect(passphraseEnvironment(stack(true), { PULUMI_CONFIG_PASSPHRASE_FILE: "/mine" })).toEqual({});
});

test("a cloud stack never gets one by itself", () => {
  expect(passphraseEnvironment(stack(false), {})).toEqual({});
});

test("makes no second passphrase for a stack that has a salt, and names the folder of the moved checkout", () => {
  const old = join(folder, "berth-0123abcd/dev/passphrase");
  mkdirSync(join(old, ".."), { recursive: true });
  writeFileSync(old, "first");
  const moved: Stack = { name: "dev", local: true, privateFolder: join(folder, "moved-4567abcd/dev") };
  const make = () => passphraseEnvironment(moved, {}, () => true);
  expect(make).toThrow(`Stack dev has a passphrase already (its salt is in Pulumi.dev.yaml or in the folder state)`);
  expect(make).toThrow(`Passphrases of stacks with this name: ${old}`);
  expect(existsSync(moved.privateFolder)).toBe(false);
  expect(passphraseEnvironment(moved, { PULUMI_CONFIG_PASSPHRASE_FILE: old }, () => true)).toEqual({});
});

test("another home folder and sudo get the same message, without a folder to name", () => {
  const elsewhere: Stack = { name: "dev", local: true, privateFolder: join(folder, "none/berth-4567abcd/dev") };
  expect(() => passphraseEnvironment(elsewhere, {}, () => true)).toThrow("has no other passphrase");
});

test("a salt is found in the stack's file or in its state, and a state that can't be read is an error", () => {
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\n");
  writeFileSync(join(folder, "Pulumi.dev.yaml"), "config: {}\n");
  expect(hasEncryptionSalt("dev", folder)).toBe(false);
  writeFileSync(join(folder, "Pulumi.vms.yaml"), "encryptionsalt: v1:c2FsdA==:v1:c2FsdA==:c2FsdA==\n");
  expect(hasEncryptionSalt("vms", folder)).toBe(true);
  const state = stateFile("dev", folder);
  expect(state).toBe(join(folder, "state/.pulumi/stacks/shop/dev.json"));
  mkdirSync(join(state, ".."), { recursive: true });
  const provider = { type: "passphrase", state: { salt: "v1:c2FsdA==:v1:c2FsdA==:c2FsdA==" } };
  writeFileSync(state, JSON.stringify({ version: 3, checkpoint: { latest: { secrets_providers: provider } } }));
  expect(hasEncryptionSalt("dev", folder)).toBe(true);
  writeFileSync(state, JSON.stringify({ version: 3, checkpoint: { latest: {} } }));
  expect(hasEncryptionSalt("dev", folder)).toBe(false);
  writeFileSync(state, "{");
  expect(() => hasEncryptionSalt("dev", folder)).toThrow(state);
});
