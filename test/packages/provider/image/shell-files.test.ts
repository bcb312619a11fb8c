import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..", "..", "..");
const folders = ["packages/provider", "infra/guest"];
const shellFiles = folders
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  .filter((path) => path.endsWith(".sh") || /^#!\/bin\/(busybox )?(ba)?sh/.test(readFileSync(path, "utf8")))
  .map((path) => path.slice(root.length + 1));

test.each(shellFiles)("shellcheck finds nothing in %s", (path) => {
  const found = execFileSync("sh", ["-c", 'shellcheck -x "$1" 2>&1 || true', "sh", path], {
    cwd: root,
    encoding: "utf8",
  });
  expect(found).toBe("");
});

const builderFiles = ["packages/provider/image", "packages/provider/stock-image"]
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && !entry.name.endsWith(".ts"))
  .map((entry) => join(entry.parentPath, entry.name));

test.each(builderFiles)("%s names no mirror and no host", (name) => {
  expect(readFileSync(name, "utf8")).not.toMatch(/https?:\/\//);
});

describe.each(["packages/provider/image/build.sh", "packages/provider/stock-image/build.sh"])("%s", (script) => {
  const build = join(root, script);

  test.each<[string, string[], RegExp]>([
    ["no arguments", [], /usage: build.sh --recipe DIR --out DIR/],
    ["an option of another tool", ["--force", "x"], /usage/],
    ["an option without its value", ["--recipe"], /usage/],
    [
      "a recipe that is none",
      ["--recipe", "/nonexistent", "--out", "/tmp/x"],
      /the recipe \/nonexistent has no 'release'/,
    ],
  ])("explains itself when given %s, and makes nothing", (_case, args, reason) => {
    const run = () => execFileSync(build, args, { encoding: "utf8", stdio: "pipe" });
    expect(run).toThrow(reason);
  });
});
