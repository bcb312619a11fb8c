import { resolve } from "node:path";
import { composeFolder, describeLock } from "../../../packages/cli/lock";
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
  expect(lockedImages(steps, before, arm64)).toEqual({
    images: { "postgres:17": { digest: a, platform: "linux/arm64" }, "redis:7": { digest: b, platform: amd64 } },
    waiting: [
      { reference: "web:2", platform: arm64 },
      { reference: "new:1", platform: amd64 },
      { reference: "loaded:1", platform: arm64 },
    ],
  });
});

test("the first host counts where two have pulled different images of a tag", () => {
  const steps = stepsOf(
    step("web:1", { name: "web:1", repoDigest: `web@${a}` }),
    step("web:1", { name: "web:1", repoDigest: `web@${b}` }),
  );
  expect(lockedImages(steps, {}, amd64).images).toEqual({ "web:1": { digest: a, platform: amd64 } });
});

test("prints what is pinned, what changed, and what to do for the others", () => {
  const locked = {
    images: { "a:1": { digest: b, platform: amd64 }, "b:1": { digest: c, platform: amd64 } },
    faults: new Map([["c:1", "GET https://r.example/v2/c/manifests/1: status 404"]]),
  };
  expect(describeLock({ "a:1": { digest: a, platform: amd64 } }, locked)).toBe(
    `a:1 ${a} → ${b}\nb:1 ${c}\nc:1 is not pinned: GET https://r.example/v2/c/manifests/1: status 404\n`,
  );
});

test("the lock file is beside the first compose file", () => {
  const root = resolve(__dirname, "../../..");
  expect(composeFolder({})).toBe(`${root}/services`);
  expect(composeFolder({ composeFiles: ["wiki/compose.yaml", "x/y.yaml"] })).toBe(`${root}/wiki`);
  expect(composeFolder({ composeFiles: ["/srv/app/compose.yaml"] })).toBe("/srv/app");
});
