import fs, { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { releaseSource } from "../../../../infra/runtimes/systemd/release-source";
import { scratchFolder } from "../../../packages/provider/scratch-folder";
import { sampleUnit } from "./sample-unit";

const scratch = scratchFolder();
const service = sampleUnit(
  { build: { context: "./web", dockerfile: "Dockerfile", args: {} } },
  {
    files: { "/app/page": "src/page", "/usr/local/bin/start": "start" },
    bundle: { entry: "src/main.ts", to: "/app/main.js", external: [] },
  },
);

function folder(name: string): string {
  const path = join(scratch, name);
  mkdirSync(join(path, "web/src/page/deep"), { recursive: true });
  writeFileSync(join(path, "web/src/main.ts"), "import './other';");
  writeFileSync(join(path, "web/src/other.ts"), "1");
  writeFileSync(join(path, "web/src/page/deep/a.html"), "a");
  writeFileSync(join(path, "web/start"), "#!/bin/sh\n");
  return path;
}

const read = (path: string) => releaseSource(service, service.systemd, path);

test("folders are taken whole, and each file keeps its place", () => {
  const path = folder("one");
  expect(read(path).files).toEqual({
    "/app/page/deep/a.html": join(path, "web/src/page/deep/a.html"),
    "/usr/local/bin/start": join(path, "web/start"),
  });
  expect(read(path).bundle?.entry).toBe(join(path, "web/src/main.ts"));
});

test("the same content is the same release, wherever it lies", () => {
  const path = folder("two");
  cpSync(path, join(scratch, "copy"), { recursive: true });
  expect(read(path).content).toBe(read(join(scratch, "copy")).content);
});

test("a file, its being a program, and what a bundle takes in make another one", () => {
  const path = folder("three");
  const contents = [read(path).content];
  writeFileSync(join(path, "web/src/page/deep/a.html"), "b");
  contents.push(read(path).content);
  chmodSync(join(path, "web/start"), 0o755);
  contents.push(read(path).content);
  writeFileSync(join(path, "web/src/other.ts"), "2");
  contents.push(read(path).content);
  expect(new Set(contents).size).toBe(4);
});

test("a bump of the root's packages gives no new release of a service that has its own lock file", () => {
  const path = folder("locked");
  const root = resolve(__dirname, "../../../../package-lock.json");
  writeFileSync(join(path, "web/package-lock.json"), "1");
  const before = read(path).content;
  const spy = jest.spyOn(fs, "readFileSync");
  expect(read(path).content).toBe(before);
  expect(spy.mock.calls.map(([file]) => file)).not.toContain(root);
  rmSync(join(path, "web/package-lock.json"));
  expect(read(path).content).not.toBe(before);
  expect(spy.mock.calls.map(([file]) => file)).toContain(root);
  spy.mockRestore();
});

test("a bump of the service's own lock file gives a new release, and what npm installed from it does not", () => {
  const path = folder("bumped");
  writeFileSync(join(path, "web/package-lock.json"), "1");
  const before = read(path).content;
  mkdirSync(join(path, "web/node_modules/pg"), { recursive: true });
  writeFileSync(join(path, "web/node_modules/pg/index.js"), "1");
  expect(read(path).content).toBe(before);
  writeFileSync(join(path, "web/package-lock.json"), "2");
  expect(read(path).content).not.toBe(before);
});

test("the sample's bundled service has a lock file of its own", () => {
  expect(fs.existsSync(resolve(__dirname, "../../../../services/api/package-lock.json"))).toBe(true);
});

test("a file that does not exist is reported with its path", () => {
  const missing = sampleUnit({}, { files: { "/app/x": "no/such" } });
  expect(() => releaseSource(missing, missing.systemd, scratch)).toThrow(
    /^read release of web: .*no\/such does not exist$/,
  );
});
