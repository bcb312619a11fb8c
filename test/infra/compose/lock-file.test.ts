import fc from "fast-check";
import { type LockedImages, lockText, parseLock, pinImages } from "../../../infra/compose/lock-file";
import type { ComposeModel, ImageModel } from "../../../infra/compose/service-model";
import { imageService, sampleService } from "../runtimes/containers/sample-service";

const digest = `sha256:${"a".repeat(64)}`;
const other = `sha256:${"b".repeat(64)}`;

function modelOf(...images: ImageModel[]): ComposeModel {
  const services = images.map((image, index) => imageService({ name: `s${index}`, image }));
  return { name: "shop", networks: [], volumes: [], secrets: [], services: [...services, sampleService({})] };
}

test("pins what the lock file has, and nothing else", () => {
  const model = modelOf(
    { reference: "postgres:17" },
    { reference: "redis:7" },
    { reference: `postgres@${other}` },
    { reference: "postgres:17", platform: "linux/amd64", pull: "always" },
    { reference: "postgres:17", platform: "linux/arm64" },
    { reference: "toString" },
  );
  const pinned = pinImages(model, { "postgres:17": { digest, platform: "linux/amd64" } });
  expect(pinned.services.map(({ image }) => image?.reference)).toEqual([
    `postgres:17@${digest}`,
    "redis:7",
    `postgres@${other}`,
    `postgres:17@${digest}`,
    "postgres:17",
    "toString",
    undefined,
  ]);
  expect(pinned.notices).toEqual(["berth.lock.json: postgres:17 is pinned for linux/amd64, s4 has linux/arm64"]);
  expect(pinImages(model, {})).toEqual(model);
  const forArm = pinImages(model, { "postgres:17": { digest, platform: "linux/amd64" } }, "linux/arm64");
  expect(forArm.notices).toContain(
    `berth.lock.json: postgres:17 is pinned for linux/amd64, ${forArm.services.find(({ image }) => image !== undefined)?.name ?? ""} has linux/arm64`,
  );
});

test("is written in the order of the references", () => {
  expect(lockText({ "b:1": { digest, platform: "linux/amd64" }, "a:1": { digest: other, platform: "linux/arm64" } }))
    .toBe(`{
  "images": {
    "a:1": {
      "digest": "${other}",
      "platform": "linux/arm64"
    },
    "b:1": {
      "digest": "${digest}",
      "platform": "linux/amd64"
    }
  }
}
`);
});

test("reads what it writes", () => {
  const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef".split("")), minLength: 64, maxLength: 64 });
  const image = fc.record({ digest: hex.map((text) => `sha256:${text}`), platform: fc.string() });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), image), (images: LockedImages) => {
      expect(parseLock(lockText(images))).toEqual({ images: { ...images }, faults: [] });
    }),
  );
});

test("reports every entry of another form", () => {
  for (const text of ["", "[]", '{"images":[]}'])
    expect(parseLock(text).faults).toEqual([{ path: [], rule: "must be JSON with a mapping `images`" }]);
  const text = JSON.stringify({
    images: { a: { digest: "sha256:1", platform: "" }, b: { digest, platform: "l" }, c: 1 },
  });
  expect(parseLock(text).faults.map(({ path }) => path)).toEqual([
    ["images", "a"],
    ["images", "c"],
  ]);
});
