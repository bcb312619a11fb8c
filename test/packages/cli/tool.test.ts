import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseTool } from "../../../packages/cli/tool";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-tool-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An environment with nothing installed in it. */
const bare = () => ({ PATH: join(folder, "bin"), PULUMI_HOME: join(folder, "home") });

test("without a CLI the embedded engine runs the program, and its entry file exists", () => {
  const { kind, command } = chooseTool(bare());
  expect([kind, existsSync(command.at(-1) ?? "")]).toEqual(["embedded", true]);
});

test("a CLI on PATH is used", () => {
  const cli = install("bin/pulumi");
  expect(chooseTool(bare())).toEqual({ kind: "cli", command: [cli] });
});

test("the newest CLI below PULUMI_HOME is used when PATH has none", () => {
  install("home/versions/3.9.0/bin/pulumi");
  const newest = install("home/versions/3.260.0/bin/pulumi");
  expect(chooseTool(bare()).command).toEqual([newest]);
});

test("the npm package that only downloads the CLI is not taken for it", () => {
  install("node_modules/.bin/pulumi");
  expect(chooseTool({ ...bare(), PATH: join(folder, "node_modules/.bin") }).kind).toBe("embedded");
});

test("PULUMI_ENGINE forces one, and reports when it cannot", () => {
  install("bin/pulumi");
  expect(chooseTool({ ...bare(), PULUMI_ENGINE: "embedded" }).kind).toBe("embedded");
  rmSync(join(folder, "bin"), { recursive: true });
  expect(() => chooseTool({ ...bare(), PULUMI_ENGINE: "cli" })).toThrow("there is no `pulumi` on PATH");
  expect(() => chooseTool({ ...bare(), PULUMI_ENGINE: "both" })).toThrow(
    'PULUMI_ENGINE must be cli or embedded (got "both")',
  );
});

function install(path: string): string {
  const file = join(folder, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
  return file;
}
