import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { disk } from "../../../../packages/provider/disk/disk";
import { sizeGiBOf } from "../../../../packages/provider/disk/qcow2";
import { operationNamed } from "../operation";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();
const inputsIn = (folder: string, sizeGiB = 3) => ({ directory: join(scratch, folder, "disks"), sizeGiB });

test("makes a disk of the size in a private folder, and removes both", async () => {
  const inputs = inputsIn("new");
  const { id, outputs } = await disk.create(operationNamed("data"), inputs);
  expect(outputs.path).toBe(join(inputs.directory, "data.qcow2"));
  expect(await sizeGiBOf(outputs.path)).toBe(3);
  expect(statSync(inputs.directory).mode & 0o777).toBe(0o700);
  expect(readdirSync(inputs.directory)).toEqual(["data.qcow2"]);
  await disk.delete(operationNamed("data"), { id, inputs, outputs });
  expect(existsSync(inputs.directory)).toBe(false);
});

test("keeps a disk that a killed create left, with what is on it, and grows it", async () => {
  const inputs = inputsIn("left");
  const first = await disk.create(operationNamed("data"), inputs);
  execFileSync("qemu-io", ["-f", "qcow2", "-c", "write -P 7 0 64k", first.outputs.path]);
  const operation = operationNamed("data");
  await disk.create(operation, { ...inputs, sizeGiB: 4 });
  expect(operation.said).toEqual([`warning: ${first.outputs.path} was there already: kept with what is on it`]);
  expect(await sizeGiBOf(first.outputs.path)).toBe(4);
  const read = execFileSync("qemu-io", ["-f", "qcow2", "-c", "read -P 7 0 64k", first.outputs.path], {
    encoding: "utf8",
  });
  expect(read).not.toContain("failed");
});

test("refuses a leftover disk that is bigger, and a file that is not qcow2", async () => {
  const inputs = inputsIn("bigger");
  const { outputs } = await disk.create(operationNamed("data"), inputs);
  await expect(disk.create(operationNamed("data"), { ...inputs, sizeGiB: 2 })).rejects.toThrow(
    `${outputs.path} is there already with 3 GiB, more than 2: give 3, or move it away`,
  );
  writeFileSync(outputs.path, "somebody's notes");
  await expect(disk.create(operationNamed("data"), inputs)).rejects.toThrow("is a raw file, not qcow2: move it away");
});

test("reports that a disk can't shrink", () => {
  const olds = inputsIn("any", 8);
  expect(disk.faults?.({ ...olds, sizeGiB: 7 }, olds)).toEqual([
    { property: "sizeGiB", reason: "a disk can't shrink: it has 8 GiB, 7 would cut data off; give 8 or more" },
  ]);
  expect(disk.faults?.({ ...olds, sizeGiB: 9 }, olds)).toEqual([]);
});

test("notices a disk that is gone, recreates it and reports that it is empty", async () => {
  const inputs = inputsIn("gone");
  const { id, outputs } = await disk.create(operationNamed("data"), inputs);
  const state = { id, inputs, outputs };
  expect(await disk.drift?.(state, inputs, () => undefined)).toEqual([]);
  execFileSync("rm", [outputs.path]);
  expect(await disk.drift?.(state, inputs, () => undefined)).toEqual(["path"]);
  expect(await disk.read?.(state)).toBeUndefined();
  const operation = operationNamed("data");
  await disk.update?.(operation, inputs, state);
  expect(operation.said).toEqual([`warning: ${outputs.path} was gone: made again, empty`]);
  expect(await disk.drift?.(state, inputs, () => undefined)).toEqual([]);
});

test("deletes a disk that is gone already", async () => {
  const inputs = inputsIn("never");
  const path = join(inputs.directory, "data.qcow2");
  await expect(disk.delete(operationNamed("data"), { id: path, inputs, outputs: { path } })).resolves.toBeUndefined();
});
