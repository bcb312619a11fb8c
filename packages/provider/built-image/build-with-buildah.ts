import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../machine-image/image-cache";
import type { BuildTask, ImageBuilder } from "./image-builder";
import { mountedStages } from "./mounted-stages";
import { runBuild } from "./run-build";

/** By buildah, in a store of Berth's own: rootless unless the command runs as root. */
export const buildWithBuildah: ImageBuilder = async (operation, task) => {
  const stages = mountedStages(await readFile(task.staged.dockerfile, "utf8"));
  await runBuild(operation, task.image, buildahArgv(task, stages, join(cacheFolder(), "buildah")));
};

/** argv of the script beside this file. */
export function buildahArgv(
  { image, build, staged, archive }: BuildTask,
  stages: readonly string[],
  store: string,
): readonly string[] {
  const args = Object.entries(build.args).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]);
  return [
    ...["sh", join(__dirname, "buildah-build.sh"), store, build.baseArchive ?? "", stages.join(" ")],
    ...[image, archive, staged.folder, "--file", staged.dockerfile, "--platform", build.platform, ...args],
    ...(build.target === undefined ? [] : ["--target", build.target]),
  ];
}
