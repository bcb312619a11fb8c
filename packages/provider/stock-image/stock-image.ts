import { createHash } from "node:crypto";
import { mkdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { StockImageInputs, StockImageOutputs } from "@berth/resources/local-types";
import { text } from "../fields";
import { exists } from "../file-presence";
import { requireFreeSpace } from "../free-space";
import { cacheFolder, readBuilder } from "../machine-image/image-cache";
import { noteUse } from "../machine-image/image-use";
import { runBuilder } from "../machine-image/run-builder";
import type { Operation, ResourceKind } from "../resource-kind";
import { downloadImage } from "./download-image";
import { type ImageSource, imageSource, imageSourceMeaning } from "./image-source";
import { requireQcow2 } from "./qcow2-file";

/** The builder and what it sources. */
export const builderScripts: readonly string[] = [
  "build.sh",
  "../image/image-builder.sh",
  "../image/debian-sources.sh",
];
/** The tree, the raw disk and the compressed one, at once. */
const minimumFreeGiB = 4;

/** A disk that boots itself and has cloud-init. Built and downloaded ones are in the cache that all stacks share. */
export const stockImage: ResourceKind<StockImageInputs, StockImageOutputs> = {
  fields: { source: text() },
  replaceKeys: ["source", "digest"],
  faults: ({ source }) =>
    imageSource(source) === undefined ? [{ property: "source", reason: `must be ${imageSourceMeaning}` }] : [],
  drift: async ({ outputs }, { source }) => {
    const wanted = await outputsOf(source);
    if (wanted.digest !== outputs.digest) return ["digest"];
    return (await exists(outputs.rootDisk)) ? [] : ["rootDisk"];
  },
  planned: (_urn, { source }) => outputsOf(source),
  create: async (operation, { source }) => {
    const outputs = await fetched(operation, source);
    return { id: outputs.digest, outputs };
  },
  update: (operation, { source }) => fetched(operation, source),
  delete: () => Promise.resolve(),
  read: async ({ outputs }) => ((await exists(outputs.rootDisk)) ? outputs : undefined),
};

async function fetched(operation: Operation, text: string): Promise<StockImageOutputs> {
  const source = parsed(text);
  const outputs = await outputsOf(text);
  if (source.kind === "built") await build(operation, outputs.digest);
  if (source.kind === "url") await downloadImage(operation, source, outputs.rootDisk);
  await requireQcow2(outputs.rootDisk);
  return outputs;
}

async function build(operation: Operation, digest: string): Promise<void> {
  const folder = folderOf(digest);
  if (await exists(join(folder, "manifest.json"))) return noteUse(folder);
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  await requireFreeSpace(dirname(folder), minimumFreeGiB, "build the stock image");
  const [builder, recipe] = [join(__dirname, "build.sh"), join(__dirname, "recipe")];
  await runBuilder(operation, { folder, builder, recipe, what: "stock image" });
}

/** Of a built image all that goes into it, of a download the checksum, of a file of somebody's what shows that it changed. */
async function outputsOf(text: string): Promise<StockImageOutputs> {
  const source = parsed(text);
  switch (source.kind) {
    case "built": {
      const texts = await Promise.all(builderScripts.map((path) => readFile(join(__dirname, path), "utf8")));
      const digest = hash([texts, await readBuilder(join(__dirname, "recipe"))]);
      return { digest, rootDisk: join(folderOf(digest), "disk.qcow2") };
    }
    case "url": {
      const digest = hash([source.algorithm, source.checksum]);
      return { digest, rootDisk: join(folderOf(digest), "disk.qcow2") };
    }
    case "path": {
      const { size, mtimeMs } = await statOf(source.path);
      return { digest: hash([source.path, size, mtimeMs]), rootDisk: source.path };
    }
  }
}

async function statOf(path: string): Promise<{ size: number; mtimeMs: number }> {
  return stat(path).catch((error: unknown) => {
    throw new Error(`local:image: there is no image ${path}: give the path of a qcow2 file`, { cause: error });
  });
}

function parsed(text: string): ImageSource {
  const source = imageSource(text);
  if (source === undefined) throw new Error(`local:image must be ${imageSourceMeaning}`);
  return source;
}

function folderOf(digest: string): string {
  return join(cacheFolder(), "stock-images", digest);
}

function hash(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}
