import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { noteMachine, noteUse } from "../../../../packages/provider/machine-image/image-use";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();
const script = join(__dirname, "../../../../packages/provider/machine-image/build-locked.sh");

/** A builder that takes a moment and notes each of its runs; `end` is its last line. */
function builderIn(folder: string, end: string): string {
  const builder = join(scratch, folder, "build.sh");
  mkdirSync(join(scratch, folder));
  const body = `#!/bin/sh\nset -eu\n[ "$1 $3" = "--recipe --out" ]\necho run >>${join(scratch, folder, "runs")}\necho "step: building"\nsleep 0.4\n${end}\n`;
  writeFileSync(builder, body);
  chmodSync(builder, 0o755);
  return builder;
}

const writesImage = 'mkdir "$4" && touch "$4/root.qcow2" "$4/manifest.json"';
const argvOf = (folder: string, builder: string) => [join(scratch, folder, "image"), builder, "/recipe"];

test("puts a whole image in place in one step", () => {
  const builder = builderIn("one", writesImage);
  execFileSync(script, argvOf("one", builder));
  expect(readdirSync(join(scratch, "one")).sort()).toEqual(["build.sh", "image", "image.lock", "runs"]);
  expect(readdirSync(join(scratch, "one", "image")).sort()).toEqual(["manifest.json", "root.qcow2", "users"]);
});

test("builds once for two requests at the same time", async () => {
  const builder = builderIn("two", writesImage);
  const run = () => promisify(execFile)(script, argvOf("two", builder));
  const [first, second] = await Promise.all([run(), run()]);
  expect([first.stdout, second.stdout].sort()).toEqual([
    "step: building\n",
    "step: waiting for another build of this image\n",
  ]);
  expect(readFileSync(join(scratch, "two", "runs"), "utf8")).toBe("run\n");
});

test("leaves no image when the builder fails, and the next one starts clean", () => {
  const builder = builderIn("fails", 'mkdir "$4"; touch "$4/half"; echo "no mirror" >&2; exit 4');
  expect(() => execFileSync(script, argvOf("fails", builder), { stdio: "pipe" })).toThrow("no mirror");
  expect(existsSync(join(scratch, "fails", "image"))).toBe(false);
  writeFileSync(builder, `#!/bin/sh\n${writesImage}\n`);
  execFileSync(script, argvOf("fails", builder));
  expect(readdirSync(join(scratch, "fails", "image")).sort()).toEqual(["manifest.json", "root.qcow2", "users"]);
});

describe("After a build, of the images beside it", () => {
  const images = join(scratch, "berth", "images");
  const beside = (name: string) => join(images, name);
  const build = () => {
    rmSync(beside("new"), { recursive: true, force: true });
    execFileSync(script, [beside("new"), builder, "/recipe"], { stdio: "pipe" });
    return readdirSync(images).filter((name) => !name.endsWith(".lock"));
  };
  const age = (name: string) => utimesSync(join(beside(name), "users"), new Date(0), new Date(0));
  let builder = "";

  beforeAll(async () => {
    process.env["XDG_CACHE_HOME"] = scratch;
    mkdirSync(images, { recursive: true });
    builder = builderIn("prunes", writesImage);
    for (const name of ["used-of-late", "old", "of-a-machine", "being-built"]) await noteUse(beside(name));
    mkdirSync(beside("of-nobody-knows-whom"));
  });

  test("what was not used for a month is removed: no machine's image, none that is being built, none from before uses were recorded", async () => {
    const overlay = join(scratch, "overlay.qcow2");
    writeFileSync(overlay, "");
    await noteMachine(join(beside("of-a-machine"), "root.qcow2"), overlay);
    for (const name of ["old", "of-a-machine", "being-built"]) age(name);
    const holder = spawn("flock", [`${beside("being-built")}.lock`, "sh", "-c", "echo held; read _"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(holder.stdout, "data");
    expect(build()).toEqual(["being-built", "new", "of-a-machine", "of-nobody-knows-whom", "used-of-late"]);
    holder.stdin.end();
    await once(holder, "exit");
    rmSync(overlay);
    expect(build()).toEqual(["new", "of-nobody-knows-whom", "used-of-late"]);
  });

  test("goes the workplace of a build that was killed, once it is a day old", () => {
    for (const name of [".image.killed", ".image.running"]) mkdirSync(join(beside(name), "tree"), { recursive: true });
    utimesSync(beside(".image.killed"), new Date(0), new Date(0));
    expect(build().filter((name) => name.startsWith("."))).toEqual([".image.running"]);
    rmSync(beside(".image.running"), { recursive: true });
  });

  test("a user's own file gets no record beside it", async () => {
    await noteMachine(join(scratch, "theirs", "disk.qcow2"), "/overlay");
    expect(existsSync(join(scratch, "theirs"))).toBe(false);
  });
});
