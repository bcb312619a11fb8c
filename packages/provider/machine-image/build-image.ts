import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { requireFreeSpace } from "../free-space";
import type { Operation } from "../resource-kind";
import { builderFolder, imageFolder, isCached } from "./image-cache";
import type { ImageInputs } from "@berth/resources/local-types";
import { noteUse } from "./image-use";
import { recipeFiles } from "./recipe-files";
import { runBuilder } from "./run-builder";

/** The tree, the tar of the container image and the compressed disk, at once. */
const minimumFreeGiB = 6;

/** Builds an image into the cache, or waits for the one who does. */
export async function buildImage(operation: Operation, digest: string, inputs: ImageInputs): Promise<void> {
  const folder = imageFolder(digest);
  if (await isCached(folder)) return noteUse(folder);
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  await requireFreeSpace(dirname(folder), minimumFreeGiB, "build the machine image");
  const recipe = await mkdtemp(join(tmpdir(), "berth-recipe-"));
  try {
    await writeRecipe(recipe, inputs);
    await runBuilder(operation, { folder, builder: join(builderFolder, "build.sh"), recipe, what: "machine image" });
  } finally {
    await rm(recipe, { recursive: true, force: true });
  }
}

async function writeRecipe(folder: string, inputs: ImageInputs): Promise<void> {
  for (const { path, content, mode } of recipeFiles(inputs)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode });
  }
}
