import { rename, rm } from "node:fs/promises";
import { runCommand, tryCommand } from "@berth/process/run-command";
import type { Operation } from "../resource-kind";
import type { BuildTask, ImageBuilder } from "./image-builder";
import { runBuild } from "./run-build";

const saveLimitMs = 10 * 60_000;
/** As packages/provider/image/build.sh names it. */
const base = "debian:trixie-slim";

/** By the Docker of this computer, which may lack the image that the machine brings. */
export const buildWithDocker: ImageBuilder = async (operation, task) => {
  await loadBase(operation, task);
  await runBuild(operation, task.image, dockerBuildArgv(task));
  const partial = `${task.archive}.partial-${process.pid}`;
  const options = { limitMs: saveLimitMs, signal: operation.signal };
  try {
    await runCommand(["docker", "save", "--output", partial, task.image], options);
    await rename(partial, task.archive);
  } finally {
    await rm(partial, { force: true });
    // Its layers stay in the cache of builds; the name was for `save` alone.
    await tryCommand(["docker", "image", "rm", task.image], options);
  }
};

/** argv of a build. */
export function dockerBuildArgv({ image, build, staged }: Omit<BuildTask, "archive">): readonly string[] {
  const args = Object.entries(build.args).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]);
  return [
    ...["docker", "buildx", "build", "--load", "--progress", "plain", "--platform", build.platform],
    ...["--provenance", "false", "--tag", image, "--file", staged.dockerfile, ...args],
    ...(build.target === undefined ? [] : ["--target", build.target]),
    staged.folder,
  ];
}

async function loadBase({ signal }: Operation, { build: { baseArchive } }: BuildTask): Promise<void> {
  if (baseArchive === undefined) return;
  const options = { limitMs: saveLimitMs, signal };
  if ((await tryCommand(["docker", "image", "inspect", base], options)).exitCode === 0) return;
  await runCommand(["docker", "load", "--input", baseArchive], options);
}
