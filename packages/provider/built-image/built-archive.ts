import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ImageBuildInputs } from "@berth/resources/host-types";
import { exists } from "../file-presence";
import { requireFreeSpace } from "../free-space";
import { cacheFolder } from "../machine-image/image-cache";
import type { Operation } from "../resource-kind";
import { chooseBuilder } from "./choose-builder";
import { pruneArchives } from "./prune-archives";
import { stageContext } from "./stage-context";

/** The packages of an image, its layers and its archive, at once. */
const minimumFreeGiB = 4;

/** The path of an image's archive on this computer, built unless it is there. */
export async function builtArchive(operation: Operation, image: string, build: ImageBuildInputs): Promise<string> {
  const archive = archivePath(image, build.platform);
  if (await exists(archive)) {
    const now = new Date();
    await utimes(archive, now, now);
    return archive;
  }
  await mkdir(dirname(archive), { recursive: true, mode: 0o700 });
  await requireFreeSpace(dirname(archive), minimumFreeGiB, "build an image on this computer");
  const folder = await mkdtemp(join(tmpdir(), "berth-build-"));
  try {
    const staged = await stageContext(build, folder);
    const runBuild = await chooseBuilder(operation);
    await runBuild(operation, { image, build, staged, archive });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await pruneArchives(dirname(archive), archive);
  return archive;
}

function archivePath(image: string, platform: string): string {
  const name = createHash("sha256").update(`${image}\n${platform}`).digest("hex").slice(0, 32);
  return join(cacheFolder(), "built-images", `${name}.tar`);
}
