import { buildahArgv } from "../../../../packages/provider/built-image/build-with-buildah";
import { dockerBuildArgv } from "../../../../packages/provider/built-image/build-with-docker";

const task = {
  image: "links/api:0123456789ab",
  build: {
    context: "services/api",
    dockerfile: "services/api/Dockerfile",
    args: { VERSION: "1 2", EMPTY: "" },
    target: "runtime",
    platform: "linux/amd64",
    baseArchive: "/images/base-image.tar.zst",
  },
  staged: { folder: "/tmp/b/context", dockerfile: "/tmp/b/Dockerfile" },
  archive: "/cache/x.tar",
};
const plain = {
  ...task,
  build: { context: "services/api", dockerfile: "services/api/Dockerfile", args: {}, platform: "linux/amd64" },
};

test("buildah's script gets store, base, stages, name, archive, context and the options of the build", () => {
  const [sh, script = "", ...rest] = buildahArgv(task, ["lists", "tools"], "/cache/buildah");
  expect([sh, script.split("/").at(-1)]).toEqual(["sh", "buildah-build.sh"]);
  expect(rest).toEqual([
    ...["/cache/buildah", "/images/base-image.tar.zst", "lists tools", "links/api:0123456789ab", "/cache/x.tar"],
    ...["/tmp/b/context", "--file", "/tmp/b/Dockerfile", "--platform", "linux/amd64"],
    ...["--build-arg", "VERSION=1 2", "--build-arg", "EMPTY=", "--target", "runtime"],
  ]);
  expect(buildahArgv(plain, [], "/s").slice(2)).toEqual([
    ...["/s", "", "", "links/api:0123456789ab", "/cache/x.tar", "/tmp/b/context"],
    ...["--file", "/tmp/b/Dockerfile", "--platform", "linux/amd64"],
  ]);
});

test("Docker builds with BuildKit into its own store", () => {
  expect(dockerBuildArgv(task)).toEqual([
    ...["docker", "buildx", "build", "--load", "--progress", "plain", "--platform", "linux/amd64"],
    ...["--provenance", "false", "--tag", "links/api:0123456789ab", "--file", "/tmp/b/Dockerfile"],
    ...["--build-arg", "VERSION=1 2", "--build-arg", "EMPTY=", "--target", "runtime", "/tmp/b/context"],
  ]);
});
