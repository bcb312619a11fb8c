import { appendFileSync, copyFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { changedFiles, fileIdentity } from "../../../../packages/provider/snapshot/file-identity";
import { scratchFolder } from "../scratch-folder";

const folder = scratchFolder();
const path = join(folder, "disk");
const other = join(folder, "other");

beforeEach(() => {
  writeFileSync(path, "disk");
  writeFileSync(other, "other");
});

test("files that nothing wrote to are as they were", async () => {
  const before = await Promise.all([path, other].map(fileIdentity));
  statSync(path);
  expect(await changedFiles(before)).toEqual([]);
});

test.each([
  ["longer", () => appendFileSync(path, "!")],
  ["written again with the same length", () => writeFileSync(path, "disc")],
  ["gone", () => rmSync(path)],
  [
    "another file with the same time and length",
    () => {
      const { atime, mtime } = statSync(path);
      copyFileSync(path, `${path}.copy`);
      utimesSync(`${path}.copy`, atime, mtime);
      renameSync(`${path}.copy`, path);
    },
  ],
])("a file that is %s is named, and no other", async (_what, change) => {
  const before = await Promise.all([path, other].map(fileIdentity));
  change();
  expect(await changedFiles(before)).toEqual([path]);
});
