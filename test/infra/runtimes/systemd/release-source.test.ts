import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

test("what is not there is named", () => {
  const missing = sampleUnit({}, { files: { "/app/x": "no/such" } });
  expect(() => releaseSource(missing, missing.systemd, scratch)).toThrow(
    /^read release of web: there is no .*no\/such$/,
  );
});
