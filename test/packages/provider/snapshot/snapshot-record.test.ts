import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { machineFiles } from "../../../../packages/provider/machine/machine-files";
import { discardSnapshot, readSnapshot, writeSnapshot } from "../../../../packages/provider/snapshot/snapshot-record";
import { scratchFolder } from "../scratch-folder";

const directory = join(scratchFolder(), "machine");
const files = machineFiles(directory);
const record = { bootId: "b", version: "10.0.2", files: [{ path: "/d", inode: "1", size: "2", modified: "3" }] };
beforeAll(() => mkdirSync(directory));

test("a record is read as it was written, by its owner alone", async () => {
  expect(await readSnapshot(files)).toBeUndefined();
  await writeSnapshot(files, record);
  expect(await readSnapshot(files)).toEqual(record);
  expect(statSync(files.snapshot).mode & 0o777).toBe(0o600);
});

test("a snapshot that is discarded leaves neither record nor memory, and may be discarded twice", async () => {
  writeFileSync(files.memory, "");
  await discardSnapshot(files);
  await discardSnapshot(files);
  expect([existsSync(files.snapshot), existsSync(files.memory)]).toEqual([false, false]);
});

test.each([["[]"], ['{"bootId":"b"}'], ['{"bootId":"b","version":"1","files":[{"path":1}]}']])(
  "%s is refused with the file's name",
  async (text) => {
    writeFileSync(files.snapshot, text);
    await expect(readSnapshot(files)).rejects.toThrow(`${files.snapshot} does not have the expected form: `);
  },
);
