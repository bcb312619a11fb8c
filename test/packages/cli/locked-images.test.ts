import { lockedImages } from "../../../packages/cli/locked-images";
import { parsePreview } from "../../../packages/review/preview";

const [a, b, c] = ["a", "b", "c"].map((letter) => `sha256:${letter.repeat(64)}`) as [string, string, string];
const [amd64, arm64] = ["linux/amd64", "linux/arm64"];

/** A step of `pulumi preview --json`, of an image with the reference of now and, where it was pulled, that of before with its digest. */
function step(name: string, before?: { readonly name: string; readonly repoDigest: string }, platform?: string) {
  const type = "docker:index/remoteImage:RemoteImage";
  const state = (inputs: object, outputs: object) => ({ type, custom: true, inputs, outputs });
  return {
    op: before === undefined ? "create" : "same",
    urn: `urn:pulumi:dev::berth::${type}::${name.replace(/\W/g, "-")}`,
    ...(before && { oldState: state({ name: before.name }, { repoDigest: before.repoDigest }) }),
    newState: state({ name, ...(platform && { platform }) }, {}),
  };
}

const never = () => false;

const stepsOf = (...steps: readonly object[]) => parsePreview(JSON.stringify({ steps })).steps;

test("pins what was pulled, keeps what is pinned already, and names what is not pulled", () => {
  const steps = stepsOf(
    step("postgres:17", { name: "postgres:17", repoDigest: `postgres@${a}` }),
    step(`redis:7@${b}`, { name: `redis:7@${b}`, repoDigest: `redis@${b}` }),
    step(`own:1@${c}`, { name: `own:1@${c}`, repoDigest: `own@${c}` }),
    step("web:2", { name: "web:1", repoDigest: `web@${a}` }),
    step("new:1", undefined, amd64),
    step("loaded:1", { name: "loaded:1", repoDigest: "" }),
  );
  const before = { "redis:7": { digest: b, platform: amd64 }, "gone:1": { digest: a, platform: amd64 } };
  expect(lockedImages(steps, { before, own: arm64, isUpdated: never })).toEqual({
    images: { "postgres:17": { digest: a, platform: "linux/arm64" }, "redis:7": { digest: b, platform: amd64 } },
    waiting: [
      { reference: "web:2", platform: arm64 },
      { reference: "new:1", platform: amd64 },
      { reference: "loaded:1", platform: arm64 },
    ],
  });
});

test("an update queries for what is named, which keeps its digest until the registry has another", () => {
  const steps = stepsOf(
    step(`redis:7@${b}`, { name: `redis:7@${b}`, repoDigest: `redis@${b}` }),
    step("web:1", { name: "web:1", repoDigest: `web@${a}` }),
    step(`own:1@${c}`, { name: `own:1@${c}`, repoDigest: `own@${c}` }),
  );
  const before = { "redis:7": { digest: b, platform: amd64 } };
  const images = { "redis:7": { digest: b, platform: amd64 }, "web:1": { digest: a, platform: arm64 } };
  const updated = (isUpdated: (reference: string) => boolean) => lockedImages(steps, { before, own: arm64, isUpdated });
  const waiting = [
    { reference: "redis:7", platform: arm64 },
    { reference: "web:1", platform: arm64 },
  ];
  expect(updated(() => true)).toEqual({ images, waiting });
  expect(updated((reference) => reference === "redis:7")).toEqual({ images, waiting: waiting.slice(0, 1) });
});

test("the first host counts where two have pulled different images of a tag", () => {
  const steps = stepsOf(
    step("web:1", { name: "web:1", repoDigest: `web@${a}` }),
    step("web:1", { name: "web:1", repoDigest: `web@${b}` }),
  );
  expect(lockedImages(steps, { before: {}, own: amd64, isUpdated: never }).images).toEqual({
    "web:1": { digest: a, platform: amd64 },
  });
});
