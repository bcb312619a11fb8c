import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imageOrigin, type ImageOrigins } from "../../../../infra/runtimes/containers/image-origin";
import type { ServiceModel } from "../../../../infra/compose/service-model";
import { imageService } from "./sample-service";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "origin-"));
  writeFileSync(join(folder, "Dockerfile"), "FROM scratch\n");
  writeFileSync(join(folder, "app.tar"), "an archive");
});
afterEach(() => rmSync(folder, { recursive: true }));

const build = { context: ".", dockerfile: "Dockerfile", args: {} };
const plain: ServiceModel = { ...imageService({ name: "api" }) };
delete (plain as { image?: unknown }).image;
const built = { ...plain, build };
const remote = { reference: "postgres:17" };
const toSend = { image: "shop/api:0123456789ab", tag: "0123456789ab" };
const registry = { kind: "ecr" as const, references: new Map(), pullRights: () => [] };

function originOf(service: ServiceModel, given: Partial<ImageOrigins> = {}) {
  const compose = { name: "shop", networks: [], volumes: [], secrets: [], folders: [], services: [service] };
  return imageOrigin(service, { compose, folder, pins: {}, ...given });
}

test("a pin comes before all, then an archive, an image, a registry, this computer, and the host itself", () => {
  const all = { images: registry, builds: new Map([["api", toSend]]) };
  const release = "ba9876543210";
  expect(originOf(built, { ...all, pins: { api: release } })).toEqual({ kind: "kept", release });
  expect(originOf({ ...plain, archive: "app.tar" }, all)).toEqual({
    kind: "sent",
    image: {
      image: expect.stringMatching(/^shop\/api:[0-9a-f]{12}$/) as string,
      tag: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
      archive: expect.stringMatching(/app\.tar$/) as string,
    },
  });
  expect(originOf(imageService({ name: "api", image: remote }), all)).toEqual({ kind: "remote", image: remote });
  expect(originOf(built, all)).toEqual({ kind: "pushed", images: registry });
  expect(originOf(built, { builds: all.builds })).toEqual({ kind: "sent", image: toSend });
  expect(originOf(built)).toMatchObject({ kind: "built", source: { build } });
});
