import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readSavedImage } from "../../../../packages/provider/sent-image/saved-image";
import { scratchFolder } from "../scratch-folder";
import { config, diffIds, dockerFiles, layers, ociFiles, writeTar } from "./sample-archive";

const scratch = scratchFolder();
const archive = (name: string, files: Record<string, Buffer>) => writeTar(join(scratch, name), files);

test.each([
  ["docker save", dockerFiles()],
  ["an OCI layout", ociFiles("linux/amd64")],
  ["an OCI layout with attestations", ociFiles("linux/amd64", "unknown/unknown")],
  ["an OCI layout for two platforms", ociFiles("linux/arm64", "linux/amd64")],
])("reads configuration, platform and layers of %s", async (name, files) => {
  const path = archive(`${name}.tar`, files);
  const image = await readSavedImage(path);
  expect(image.config).toEqual(config);
  expect(image.platform).toBe("linux/amd64");
  expect(image.layers.map(({ diffId }) => diffId)).toEqual(diffIds);
  const bytes = readFileSync(path);
  expect(image.layers.map(({ offset, size }) => bytes.subarray(offset, offset + size))).toEqual(layers);
});

test("names the archive and what it lacks", async () => {
  const message = (name: string, files: Record<string, Buffer>) =>
    readSavedImage(archive(name, files)).then(
      () => "read",
      (error: unknown) => String(error).replace(`${scratch}/`, "").replace("Error: ", ""),
    );
  const without = Object.fromEntries(Object.entries(dockerFiles()).filter(([path]) => path !== "1/layer.tar"));
  expect(await message("a.tar", { x: Buffer.from("x") })).toBe(
    "read the image archive a.tar: it has neither a manifest.json (docker save) nor an index.json (OCI layout)",
  );
  expect(await message("b.tar", dockerFiles(2))).toBe(
    "read the image archive b.tar: it has 2 images, and must have one: save one alone",
  );
  expect(await message("c.tar", without)).toBe("read the image archive c.tar: it has no 1/layer.tar");
  expect(await message("d.tar", ociFiles("linux/arm64", "linux/s390x"))).toBe(
    "read the image archive d.tar: its index.json must have one image for linux/amd64 (it has 2 entries)",
  );
  expect(await message("e.tar", { ...dockerFiles(), "c.json": Buffer.from("{}") })).toMatch(
    /^read the image archive e.tar: its c.json is not one of an image: /,
  );
  await expect(readSavedImage(join(scratch, "none.tar"))).rejects.toThrow(
    /read the image archive .*none.tar: (Error: )?ENOENT/,
  );
});
