import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PropertyMap } from "../../../../packages/model/property";
import { InputsReader } from "../../../../packages/docker/bridge/inputs-reader";
import { packUploads } from "../../../../packages/docker/container/uploads";

const list = (archive: Buffer) =>
  execFileSync("tar", ["--numeric-owner", "--full-time", "-tvf", "-"], {
    input: archive,
    env: { TZ: "UTC" },
  }).toString();

test("packs each file for the root folder with its owner and mode", async () => {
  const uploads: PropertyMap[] = [
    { file: "/etc/a", content: "abc", permissions: "0600", owner: "999", group: "999" },
    { file: "/bin/b", contentBase64: "AAEC", executable: true },
    { file: "/c", content: "x" },
  ];
  const packed = await packUploads(new InputsReader({ uploads }), 0, "/");
  expect(packed.map(({ folder }) => folder)).toEqual(["/", "/", "/"]);
  expect(packed.map(({ archive }) => list(archive).replace(/ +/g, " "))).toEqual([
    "-rw------- 999/999 3 1970-01-01 00:00:00 etc/a\n",
    "-rwxr--r-- 0/0 3 1970-01-01 00:00:00 bin/b\n",
    "-rw-r--r-- 0/0 1 1970-01-01 00:00:00 c\n",
  ]);
});

test("packs for the file's own folder below a read-only root, from a source of the program's folder", async () => {
  const folder = mkdtempSync(join(tmpdir(), "berth-upload-"));
  writeFileSync(join(folder, "pw"), "secret");
  const [packed] = await packUploads(
    new InputsReader({ readOnly: true, uploads: [{ file: "/run/s/pw", source: "pw" }] }),
    0,
    folder,
  );
  expect([packed?.folder, list(packed?.archive ?? Buffer.alloc(0))]).toEqual([
    "/run/s",
    expect.stringMatching(/ 6 .* pw\n$/),
  ]);
  rmSync(folder, { recursive: true });
});

const wrong: PropertyMap[] = [{ file: "/a" }, { file: "/a", content: "x", source: "y" }];

test.each(wrong)("refuses %j: one content it must be", async (upload) => {
  await expect(packUploads(new InputsReader({ uploads: [upload] }), 0, "/")).rejects.toThrow(
    "give exactly one of content, contentBase64 and source",
  );
});
