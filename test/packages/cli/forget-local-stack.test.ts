import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forgetLocalStack } from "../../../packages/cli/forget-local-stack";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "forget-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** The stack's file after it was forgotten, and what its private folder still has; undefined: the folder is gone. */
async function forgotten(stackFile: string): Promise<{ file: string; left: readonly string[] | undefined }> {
  const privateFolder = join(folder, "checkout", "dev");
  mkdirSync(join(privateFolder, "ssh"), { recursive: true });
  writeFileSync(join(privateFolder, "passphrase"), "hush");
  writeFileSync(join(folder, "Pulumi.dev.yaml"), stackFile);
  await forgetLocalStack({ name: "dev", local: true, privateFolder }, folder);
  const left = existsSync(privateFolder) ? readdirSync(privateFolder) : undefined;
  return { file: readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8"), left };
}

test("the salt goes with the passphrase that it was made with, so that the next up makes both", async () => {
  const file = "# mine\nencryptionsalt: v1:x\nconfig:\n  berth:target: local # here\n";
  expect(await forgotten(file)).toEqual({
    file: "# mine\nconfig:\n  berth:target: local # here\n",
    left: undefined,
  });
  expect(existsSync(join(folder, "checkout"))).toBe(false);
});

test("a passphrase stays where the stack's file has secrets that are encrypted with it", async () => {
  const file = "encryptionsalt: v1:x\nconfig:\n  berth:list:\n    - secure: v1:abc\n";
  expect(await forgotten(file)).toEqual({ file, left: ["passphrase"] });
});

test("a file without a salt stays as it is", async () => {
  const file = "config: {berth:target: local}\n";
  expect(await forgotten(file)).toEqual({ file, left: undefined });
});
