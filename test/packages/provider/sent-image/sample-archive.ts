import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { tarEnd, tarHeader, tarPadding } from "@berth/tar/tar-header";

const sha256 = (content: Buffer) => createHash("sha256").update(content).digest("hex");
const json = (value: unknown) => Buffer.from(JSON.stringify(value));

export const layers = ["base", "packages", "program"].map((name) => Buffer.from(`the layer ${name}`));
export const diffIds = layers.map((layer) => `sha256:${sha256(layer)}`);
export const config = json({ os: "linux", architecture: "amd64", rootfs: { type: "layers", diff_ids: diffIds } });

/** Writes a tar archive of files. */
export function writeTar(path: string, files: Readonly<Record<string, Buffer>>): string {
  const parts = Object.entries(files).flatMap(([name, content]) => [
    tarHeader({ path: name, type: "file", mode: 0o644, mtime: 0, size: content.length }),
    content,
    tarPadding(content.length),
  ]);
  writeFileSync(path, Buffer.concat([...parts, tarEnd]));
  return path;
}

/** What `docker save` writes, as far as it is read. */
export function dockerFiles(images = 1): Record<string, Buffer> {
  const Layers = layers.map((_layer, index) => `${index}/layer.tar`);
  const manifest = Array.from({ length: images }, () => ({ Config: "c.json", RepoTags: ["x:1"], Layers }));
  const packed = layers.map((layer, index) => [`${index}/layer.tar`, layer] as const);
  return { ...Object.fromEntries(packed), "c.json": config, "manifest.json": json(manifest) };
}

/** An OCI layout whose index has an image for each platform. */
export function ociFiles(...platforms: readonly string[]): Record<string, Buffer> {
  const blobs = [config, ...layers];
  const manifest = json({
    config: { digest: `sha256:${sha256(config)}` },
    layers: layers.map((layer) => ({ digest: `sha256:${sha256(layer)}` })),
  });
  const manifests = platforms.map((platform) => {
    const [os, architecture] = platform.split("/");
    return { digest: `sha256:${sha256(manifest)}`, platform: { os, architecture } };
  });
  return {
    ...Object.fromEntries([...blobs, manifest].map((blob) => [`blobs/sha256/${sha256(blob)}`, blob])),
    "index.json": json({ manifests }),
  };
}
