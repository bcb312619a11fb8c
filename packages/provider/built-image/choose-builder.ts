import { tryCommand } from "@berth/process/run-command";
import type { Operation } from "../resource-kind";
import { buildWithBuildah } from "./build-with-buildah";
import { buildWithDocker } from "./build-with-docker";
import type { ImageBuilder } from "./image-builder";

const limitMs = 20_000;

/** This computer's Docker, where it answers and has BuildKit, which the Dockerfiles need; else buildah. */
export async function chooseBuilder({ signal }: Operation): Promise<ImageBuilder> {
  const succeeds = async (...argv: string[]) => {
    const result = await tryCommand(argv, { limitMs, signal }).catch(() => undefined);
    return result?.exitCode === 0;
  };
  if ((await succeeds("docker", "version")) && (await succeeds("docker", "buildx", "version"))) return buildWithDocker;
  if (await succeeds("buildah", "--version")) return buildWithBuildah;
  throw new Error(
    "images of this stack are built on this computer, which has neither a Docker with BuildKit that answers nor buildah: " +
      "install buildah (`sudo apt-get install buildah`), or set imageBuilds to host",
  );
}
