import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { tarEnd, tarHeader, tarPadding } from "../../../packages/tar/tar-header";
import type { Registry } from "./registry";
import { root } from "./stack";

const folder = join(root, "test", "e2e", "application", "images");

/** A file or, without `from`, a folder that an image has over the shared root file system. */
interface Entry {
  readonly path: string;
  /** Name of the file in application/images. */
  readonly from?: string;
  readonly uid?: number;
}

interface ImageSource {
  readonly repository: string;
  readonly tag: string;
  readonly entries: readonly Entry[];
  /** As in a Dockerfile; the keys are those of an image's configuration. */
  readonly config: Readonly<Record<string, unknown>>;
}

const path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/17/bin";

/** Images that behave as the usual ones of these names do. */
const sources: readonly ImageSource[] = [
  {
    repository: "postgres",
    tag: "17",
    entries: [{ path: "usr/local/bin/docker-entrypoint.sh", from: "postgres-entrypoint" }],
    config: {
      Env: [path, "PGDATA=/var/lib/postgresql/data"],
      Entrypoint: ["docker-entrypoint.sh"],
      Cmd: ["postgres", "-c", "listen_addresses=*"],
      Volumes: { "/var/lib/postgresql/data": {} },
      StopSignal: "SIGINT",
    },
  },
  {
    repository: "redis",
    tag: "8",
    entries: [
      { path: "usr/local/bin/docker-entrypoint.sh", from: "redis-entrypoint" },
      { path: "data", uid: 0 },
    ],
    config: {
      Env: [path],
      Entrypoint: ["docker-entrypoint.sh"],
      Cmd: ["redis-server"],
      WorkingDir: "/data",
      Volumes: { "/data": {} },
    },
  },
  {
    repository: "nginx",
    tag: "1.26",
    entries: [],
    config: { Env: [path], Cmd: ["nginx", "-g", "daemon off;"], ExposedPorts: { "80/tcp": {} }, StopSignal: "SIGQUIT" },
  },
  ...["1.0", "1.1"].map((tag) => ({
    repository: "app",
    tag,
    entries: [
      { path: "usr/local/bin/app", from: "app" },
      { path: "srv/www" },
      { path: "srv/www/version", from: "version" },
      { path: "srv/www/cgi-bin" },
      { path: "srv/www/cgi-bin/visit", from: "visit.cgi" },
      { path: "srv/uploads", uid: 1000 },
      { path: "srv/exports", uid: 1000 },
    ],
    config: { Env: [path, `APP_VERSION=${tag}`], Cmd: ["app", "web"], User: "app", WorkingDir: "/srv" },
  })),
];

/** Builds the images here, without an emulated machine, and pushes them. */
export async function pushImages(registry: Registry): Promise<SharedRoot> {
  const base = readRoot();
  const shared = { zipped: gzipSync(base, { level: 1 }), diffId: diffId(base) };
  for (const source of sources) await pushImage(registry, source, shared);
  return shared;
}

/** Pushes another image under the tag of one that was pushed, as authors do for a fix. Resolves to its digest. */
export async function moveTag(registry: Registry, repository: string, shared: SharedRoot): Promise<string> {
  const source = sources.find((one) => one.repository === repository);
  if (source === undefined) throw new Error(`no image ${repository}`);
  return pushImage(registry, { ...source, config: { ...source.config, Labels: { fix: "1" } } }, shared);
}

/** The root file system that all images have as their first layer. */
interface SharedRoot {
  readonly zipped: Buffer;
  readonly diffId: string;
}

async function pushImage(
  registry: Registry,
  { repository, tag, entries, config }: ImageSource,
  base: SharedRoot,
): Promise<string> {
  const own = layerOf(entries);
  const layers = [base.zipped, gzipSync(own)].map((content) => registry.blob(repository, content));
  const image = {
    architecture: "amd64",
    os: "linux",
    config,
    rootfs: { type: "layers", diff_ids: [base.diffId, diffId(own)] },
  };
  const blob = await registry.blob(repository, Buffer.from(JSON.stringify(image)));
  const type = "application/vnd.docker.distribution.manifest.v2+json";
  return registry.manifest(repository, tag, {
    mediaType: type,
    ...{ schemaVersion: 2, config: { mediaType: "application/vnd.docker.container.image.v1+json", ...blob } },
    ...{
      layers: (await Promise.all(layers)).map((layer) => ({
        mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip",
        ...layer,
      })),
    },
  });
}

function layerOf(entries: readonly Entry[]): Buffer {
  const members = entries.flatMap(({ path, from, uid = 0 }) => {
    const content = from === undefined ? Buffer.alloc(0) : readFileSync(join(folder, from));
    const type = from === undefined ? "folder" : "file";
    return [
      tarHeader({ path, type, mode: 0o755, uid, gid: uid, mtime: 0, size: content.length }),
      content,
      tarPadding(content.length),
    ];
  });
  return Buffer.concat([...members, tarEnd]);
}

function diffId(layer: Buffer): string {
  return `sha256:${createHash("sha256").update(layer).digest("hex")}`;
}

function readRoot(): Buffer {
  const work = mkdtempSync(join(tmpdir(), "berth-images-"));
  try {
    const file = join(work, "root.tar");
    const script = join(root, "test", "e2e", "support", "registry-root.sh");
    const { status, stderr } = spawnSync("bash", [script, file], { encoding: "utf8", timeout: 600_000 });
    if (status !== 0) throw new Error(`the images' root file system could not be made:\n${stderr.slice(-2000)}`);
    return readFileSync(file);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
