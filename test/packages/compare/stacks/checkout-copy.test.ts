import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyCheckout, writeStackFile } from "../../../../packages/compare/stacks/checkout-copy";

let folder: string;
let checkout: string;
const write = (name: string, text: string, mode = 0o644) => {
  mkdirSync(join(checkout, name, ".."), { recursive: true });
  writeFileSync(join(checkout, name), text, { mode });
};
const git = (...words: string[]) => execFileSync("git", ["-C", checkout, ...words]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-workplace-"));
  checkout = join(folder, "checkout");
  mkdirSync(checkout);
  git("init", "--quiet");
  write(".gitignore", "state/\nnode_modules/\n");
  write("services/a page.html", "committed");
  write("run.sh", "#!/bin/sh\n", 0o755);
  write("gone.txt", "removed since");
  git("add", ".");
  write("services/a page.html", "changed since");
  write("new.txt", "not added yet");
  write("state/secret.json", "stays");
  write("node_modules/module.js", "shared");
  rmSync(join(checkout, "gone.txt"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the copy is the checkout as it is now, without what git ignores", async () => {
  const copy = join(folder, "copy");
  await copyCheckout(checkout, copy);
  expect(readFileSync(join(copy, "services/a page.html"), "utf8")).toBe("changed since");
  expect(readFileSync(join(copy, "new.txt"), "utf8")).toBe("not added yet");
  expect(statSync(join(copy, "run.sh")).mode & 0o111).toBe(0o111);
  expect(readFileSync(join(copy, "node_modules/module.js"), "utf8")).toBe("shared");
  expect(existsSync(join(copy, "state"))).toBe(false);
  expect(existsSync(join(copy, "gone.txt"))).toBe(false);
});

test("the copy runs its own packages of the workspace, and has what services installed", async () => {
  write("packages/cli/command.js", "as it was");
  write("services/api/node_modules/pg/index.js", "a service's");
  mkdirSync(join(checkout, "node_modules/@berth"));
  symlinkSync("../../packages/cli", join(checkout, "node_modules/@berth/cli"));
  const copy = join(folder, "copy");
  await copyCheckout(checkout, copy);
  write("packages/cli/command.js", "changed later");
  expect(readFileSync(join(copy, "node_modules/@berth/cli/command.js"), "utf8")).toBe("as it was");
  expect(readFileSync(join(copy, "services/api/node_modules/pg/index.js"), "utf8")).toBe("a service's");
});

test("keeps an existing copy, so that an interrupted run continues with it", async () => {
  const copy = join(folder, "copy");
  await copyCheckout(checkout, copy);
  write("new.txt", "changed later");
  await copyCheckout(checkout, copy);
  expect(readFileSync(join(copy, "new.txt"), "utf8")).toBe("not added yet");
});

test("starts over a copy that was not finished", async () => {
  mkdirSync(join(folder, "copy.new"));
  writeFileSync(join(folder, "copy.new", "stray"), "");
  await copyCheckout(checkout, join(folder, "copy"));
  expect(existsSync(join(folder, "copy", "stray"))).toBe(false);
});

test("a stack's file is what Pulumi reads", () => {
  writeStackFile(checkout, "compare-vms", { "berth:runtime": "vms", "berth:memoryMiB": 512 });
  expect(readFileSync(join(checkout, "Pulumi.compare-vms.yaml"), "utf8")).toBe(
    "config:\n  berth:runtime: vms\n  berth:memoryMiB: 512\n",
  );
});
