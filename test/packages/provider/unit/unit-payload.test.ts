import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { UnitInputs } from "../../../../packages/resources/host-types";
import { releaseOf } from "../../../../packages/provider/unit/unit-inputs";
import { unitPayload } from "../../../../packages/provider/unit/unit-payload";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();
mkdirSync(join(scratch, "src"));
writeFileSync(join(scratch, "src/other.ts"), "export const word: string = 'bundled';");
writeFileSync(join(scratch, "src/main.ts"), "import { word } from './other'; console.log(word);");
writeFileSync(join(scratch, "start"), "#!/bin/sh\n", { mode: 0o755 });

const inputs: UnitInputs = {
  sshConfig: "/ssh/config",
  host: "web-admin",
  generation: "1",
  service: "web",
  owner: { uid: 10001, gid: 10001 },
  files: { "/usr/local/bin/start": join(scratch, "start") },
  bundle: { entry: join(scratch, "src/main.ts"), to: "/app/main.js", external: [] },
  content: "0".repeat(64),
  texts: { unit: "[Service]\n", hosts: "", firewall: "", healthcheck: "#!/bin/sh\nexit 0\n" },
  mountPoints: ["/app", "/usr/local/bin"],
  volumes: ["/var/lib/berth/volumes/data"],
  secrets: { db_password: "hunter2" },
  health: { limitSeconds: 60, everySeconds: 1 },
};

async function unpacked(withRelease: boolean): Promise<string> {
  const folder = mkdtempSync(join(scratch, "got-"));
  const input = Buffer.from(await unitPayload(inputs, { withRelease }), "base64");
  execFileSync("tar", ["-xz", "-C", folder], { input });
  return folder;
}

test("the host gets the script, what it is to do, and the release with a program that runs", async () => {
  const folder = await unpacked(true);
  expect(readdirSync(folder).sort()).toEqual(["apply-unit.sh", "plan", "release"]);
  expect(readFileSync(join(folder, "plan"), "utf8")).toBe(
    [
      `SERVICE=web\nRELEASE=${releaseOf(inputs)}\nOWNER=10001\nGROUP=10001`,
      "MOUNT_POINTS=/app /usr/local/bin\nVOLUMES=/var/lib/berth/volumes/data\nHEALTH_LIMIT=60\nHEALTH_EVERY=1\n",
    ].join("\n"),
  );
  expect(execFileSync("node", [join(folder, "release/files/app/main.js")], { encoding: "utf8" })).toBe("bundled\n");
  expect(readdirSync(join(folder, "release/files/app")).sort()).toEqual(["main.js", "main.js.map"]);
  const isProgram = (path: string) => (statSync(join(folder, "release", path)).mode & 0o111) !== 0;
  expect([isProgram("healthcheck"), isProgram("files/usr/local/bin/start"), isProgram("unit")]).toEqual([
    true,
    true,
    false,
  ]);
});

test("a release that the host has is not sent again", async () => {
  expect(readdirSync(await unpacked(false)).sort()).toEqual(["apply-unit.sh", "plan"]);
});

test("a release is named by what is in it, not by a secret or where it lies", () => {
  const name = releaseOf(inputs);
  expect(releaseOf({ ...inputs, texts: { ...inputs.texts, unit: "[Service]\nUser=1\n" } })).not.toBe(name);
  expect(releaseOf({ ...inputs, content: "1".repeat(64) })).not.toBe(name);
  const elsewhere: UnitInputs = { ...inputs, files: { "/usr/local/bin/start": "/else/start" }, secrets: { a: "b" } };
  expect(releaseOf(elsewhere)).toBe(name);
});

test("a program that can't be bundled is an error with its place", async () => {
  writeFileSync(join(scratch, "src/broken.ts"), "import './nothing';");
  const broken: UnitInputs = {
    ...inputs,
    bundle: { entry: join(scratch, "src/broken.ts"), to: "/app/main.js", external: [] },
  };
  await expect(unitPayload(broken, { withRelease: true })).rejects.toThrow(/^bundle .*broken\.ts: .*nothing/s);
});
