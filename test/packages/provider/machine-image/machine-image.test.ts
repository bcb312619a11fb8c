import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { faultsOf } from "../../../../packages/provider/fields";
import { machineImage } from "../../../../packages/provider/machine-image/machine-image";
import { scratchFolder } from "../scratch-folder";

const inputs = {
  release: "trixie",
  packages: ["ssh"],
  files: { "/usr/local/sbin/setup": "" },
  script: "/usr/local/sbin/setup",
  sizeGiB: 4,
};
const scratch = scratchFolder();
beforeAll(() => (process.env["XDG_CACHE_HOME"] = scratch));

test("knows digest and paths before it is built", async () => {
  const planned = await machineImage.planned?.("image", inputs, undefined);
  expect(planned?.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(planned?.kernel).toBe(join(scratch, "berth", "images", String(planned?.digest), "vmlinuz"));
});

test("an image with Docker brings the archive of a container image beside its disk", async () => {
  const withDocker = { ...inputs, packages: ["ssh", "docker.io"] };
  const planned = await machineImage.planned?.("image", withDocker, undefined);
  expect(planned?.baseImage).toBe(join(scratch, "berth", "images", String(planned?.digest), "base-image.tar.zst"));
  expect(await machineImage.planned?.("image", inputs, undefined)).toMatchObject({ baseImage: "" });
});

test("reports when the cache lost it, and when it would be another image", async () => {
  const planned = (await machineImage.planned?.("image", inputs, undefined)) ?? {};
  const outputs = { digest: "", rootDisk: "", kernel: "", initrd: "", baseImage: "", ...planned };
  const state = { id: outputs.digest, inputs, outputs };
  expect(await machineImage.drift?.(state, inputs, () => undefined)).toEqual(["rootDisk", "kernel", "initrd"]);
  mkdirSync(join(outputs.kernel, ".."), { recursive: true });
  for (const file of [outputs.rootDisk, outputs.kernel, outputs.initrd]) writeFileSync(file, "");
  expect(await machineImage.drift?.(state, inputs, () => undefined)).toEqual([]);
  expect(await machineImage.drift?.(state, { ...inputs, sizeGiB: 5 }, () => undefined)).toEqual(["digest"]);
});

test("refuses paths that leave the tree, odd packages, and a script that is not among the files", () => {
  const bad = {
    ...inputs,
    packages: ["ssh;id", "--option"],
    files: { "/etc/../../x": "", etc: "", "/etc/": "" },
    script: "x",
  };
  expect(faultsOf(machineImage.fields, bad).map(({ property }) => property)).toEqual([
    "packages[0]",
    "packages[1]",
    'files["/etc/../../x"]',
    'files["etc"]',
    'files["/etc/"]',
    "script",
  ]);
  expect(machineImage.faults?.({ ...inputs, script: "/other" }, undefined)).toEqual([
    { property: "script", reason: "must be one of the files (got /other)" },
  ]);
});
