import type { ImageInputs, ImageOutputs } from "@berth/resources/local-types";
import { integer, list, mapOf, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { buildImage } from "./build-image";
import { baseImageFile, imageFiles, imageFolder, isCached, readBuilder } from "./image-cache";
import { imageDigest } from "./image-digest";

const guestPath = {
  pattern: /^(?!.*(\/\/|\/\.\.?(\/|$)))\/[^\p{Cc}]*[^\p{Cc}/]$/u,
  meaning: "an absolute path of a file, without . and ..",
};
const packageName = { pattern: /^[a-z0-9][a-z0-9.+-]+$/, meaning: "the name of a Debian package" };

/** Files in a cache that all stacks share; other content is another image, the same content that vanished is rebuilt. */
export const machineImage: ResourceKind<ImageInputs, ImageOutputs> = {
  fields: {
    release: text({ pattern: /^[a-z]+$/, meaning: "the name of a Debian release" }),
    packages: list(text(packageName)),
    files: mapOf(guestPath, text()),
    script: text(guestPath),
    sizeGiB: integer(2, 1024),
  },
  replaceKeys: ["release", "packages", "files", "script", "sizeGiB", "digest"],
  faults: ({ files, script }) =>
    Object.hasOwn(files, script) ? [] : [{ property: "script", reason: `must be one of the files (got ${script})` }],
  drift: async ({ outputs }, news) => {
    if ((await digestOf(news)) !== outputs.digest) return ["digest"];
    return (await isCached(imageFolder(outputs.digest))) ? [] : ["rootDisk", "kernel", "initrd"];
  },
  planned: async (_urn, news) => outputsOf(await digestOf(news), news),
  create: async (operation, inputs) => {
    const outputs = await build(operation, inputs);
    return { id: outputs.digest, outputs };
  },
  update: build,
  delete: () => Promise.resolve(),
  read: async ({ outputs }) => ((await isCached(imageFolder(outputs.digest))) ? outputs : undefined),
};

async function build(operation: Operation, inputs: ImageInputs): Promise<ImageOutputs> {
  const digest = await digestOf(inputs);
  await buildImage(operation, digest, inputs);
  return outputsOf(digest, inputs);
}

async function digestOf(inputs: ImageInputs): Promise<string> {
  return imageDigest(inputs, await readBuilder());
}

/** A machine without Docker brings no container image. */
function outputsOf(digest: string, { packages }: ImageInputs): ImageOutputs {
  const folder = imageFolder(digest);
  const baseImage = packages.includes("docker.io") ? baseImageFile(folder) : "";
  return { digest, ...imageFiles(folder), baseImage };
}
