import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lostPassphrase, otherPassphrases } from "../../../packages/cli/lost-passphrase";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "lost-passphrase-"));
});
afterEach(() => rmSync(home, { recursive: true }));

function keep(checkout: string, stack: string): string {
  const folder = join(home, "berth", checkout, stack);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "passphrase");
  writeFileSync(file, "correct horse");
  return file;
}

test("the passphrases of other checkouts are those of stacks with the same name", () => {
  const older = keep("app-11111111", "dev");
  const newer = keep("app-22222222", "dev");
  keep("app-22222222", "vms");
  mkdirSync(join(home, "berth", "app-33333333", "dev"), { recursive: true });
  const privateFolder = join(home, "berth", "app-44444444", "dev");
  expect(otherPassphrases({ privateFolder })).toEqual([older, newer]);
});

test("a home folder without any stack has no other passphrase", () => {
  expect(otherPassphrases({ privateFolder: join(home, "none", "app-44444444", "dev") })).toEqual([]);
});

test("the message names the folder, the other passphrases and what to do, and no passphrase itself", () => {
  const other = keep("app-11111111", "dev");
  const stack = { name: "dev", privateFolder: "/home/a/.local/state/berth/app-44444444/dev" };
  const message = lostPassphrase(stack, [other]);
  expect(message).toContain(`which is not in ${stack.privateFolder}`);
  expect(message).toContain(`Passphrases of stacks with this name: ${other}`);
  expect(message).toContain("set PULUMI_CONFIG_PASSPHRASE_FILE");
  expect(message).not.toContain("correct horse");
  expect(lostPassphrase(stack, [])).toContain("This home folder has no other passphrase of a stack with this name.");
});
