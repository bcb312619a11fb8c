import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(__dirname, "..");
/** What `npm run lint` reports of a tree of these files, a line each. */
function violations(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "berth-directions-"));
  try {
    for (const name of [".dependency-cruiser.js", "directions.json", "tsconfig.json"])
      cpSync(join(root, name), join(folder, name));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const argv = ["--config", ".dependency-cruiser.js", "--output-type", "err", "infra", "packages"];
    const { stdout } = spawnSync(join(root, "node_modules/.bin/depcruise"), argv, { cwd: folder, encoding: "utf8" });
    return stdout.split("\n").flatMap((line) => /^\s*error (.*)$/.exec(line)?.slice(1) ?? []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const constant = "export const a = 1;\n";

test("the lint accepts what the tables allow and refuses what they do not", () => {
  const found = violations({
    "infra/config/a.ts": constant,
    "infra/host/allowed.ts": 'export { a } from "../config/a";\n',
    "infra/platforms/azure/a.ts": constant,
    "infra/platforms/aws/sibling.ts": 'export { a } from "../azure/a";\n',
    "infra/guest/upwards.ts": 'export { a } from "../config/a";\n',
    "packages/process/a.ts": constant,
    "packages/provider/past-the-door.ts": 'export { a } from "../process/a";\n',
    "packages/model/one.ts": 'import { two } from "./two";\nexport const one = (): unknown => two;\n',
    "packages/model/two.ts": 'import { one } from "./one";\nexport const two = (): unknown => one;\n',
  });
  expect(found.map((line) => line.replace(/ imports [^:]*:/, ":")).sort()).toEqual([
    "a package is reached by its name, through a door of its exports: packages/provider/past-the-door.ts → packages/process/a.ts",
    "infra/guest: infra/guest/upwards.ts → infra/config/a.ts",
    "infra/platforms/aws: infra/platforms/aws/sibling.ts → infra/platforms/azure/a.ts",
    "no import cycle: packages/model/one.ts → ",
  ]);
});
