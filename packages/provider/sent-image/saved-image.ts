import { type FileHandle, open } from "node:fs/promises";
import { indexTar, type TarIndex } from "@berth/tar/tar-index";
import * as v from "valibot";

/** A layer in an archive. */
export interface SavedLayer {
  /** "sha256:…" of its tar, unpacked. */
  readonly diffId: string;
  /** In the archive. */
  readonly offset: number;
  readonly size: number;
}

/** An image in an archive that `docker save`, or a tool that writes OCI layouts, has made. */
export interface SavedImage {
  /** Its configuration, byte for byte: the hash of it is the image's id. */
  readonly config: Buffer;
  /** "linux/amd64". */
  readonly platform: string;
  /** From the base up. */
  readonly layers: readonly SavedLayer[];
}

const digest = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/));
const dockerManifest = v.array(v.object({ Config: v.string(), Layers: v.array(v.string()) }));
const descriptor = v.object({
  mediaType: v.optional(v.string()),
  digest,
  platform: v.optional(v.object({ os: v.string(), architecture: v.string() })),
});
const ociIndex = v.object({ manifests: v.array(descriptor) });
const ociManifest = v.object({ config: v.object({ digest }), layers: v.array(v.object({ digest })) });
const imageConfig = v.object({
  os: v.optional(v.string(), "linux"),
  architecture: v.string(),
  rootfs: v.object({ diff_ids: v.array(digest) }),
});

/** Of a configuration or a manifest: a larger one is none. */
const maxJsonBytes = 16 << 20;
/** Of an index in an index. */
const maxDepth = 4;

/** Reads what is in an archive, not its layers. Throws an Error that names the archive and what it lacks. */
export async function readSavedImage(path: string): Promise<SavedImage> {
  const file = await open(path).catch((cause: unknown) => {
    throw new Error(`read the image archive ${path}: ${messageOf(cause)}`, { cause });
  });
  try {
    return await new ArchiveReader(file, await indexTar(file)).read();
  } catch (cause) {
    throw new Error(`read the image archive ${path}: ${messageOf(cause)}`, { cause });
  } finally {
    await file.close();
  }
}

class ArchiveReader {
  constructor(
    private readonly file: FileHandle,
    private readonly index: TarIndex,
  ) {}

  /** The docker archive where an archive is both, as those of newer Dockers are. */
  async read(): Promise<SavedImage> {
    if (this.index.has("manifest.json")) return this.dockerArchive();
    if (this.index.has("index.json")) return this.ociLayout();
    throw new Error("it has neither a manifest.json (docker save) nor an index.json (OCI layout)");
  }

  private async dockerArchive(): Promise<SavedImage> {
    const [image, ...others] = await this.json("manifest.json", dockerManifest);
    if (image === undefined || others.length > 0)
      throw new Error(
        `it has ${image === undefined ? 0 : others.length + 1} images, and must have one: save one alone`,
      );
    return this.image(image.Config, image.Layers);
  }

  private async ociLayout(): Promise<SavedImage> {
    const { config, layers } = await this.ociManifest("index.json");
    return this.image(
      blobPath(config.digest),
      layers.map((layer) => blobPath(layer.digest)),
    );
  }

  private async ociManifest(path: string, depth = 0): Promise<v.InferOutput<typeof ociManifest>> {
    const { manifests } = await this.json(path, ociIndex);
    const images = manifests.filter(({ platform }) => platform?.os !== "unknown");
    const [image, ...others] = images.length > 1 ? images.filter(isAmd64) : images;
    if (image === undefined || others.length > 0 || depth > maxDepth)
      throw new Error(`its ${path} must have one image for linux/amd64 (it has ${manifests.length} entries)`);
    const blob = blobPath(image.digest);
    if (image.mediaType?.includes("index") === true || image.mediaType?.includes("manifest.list") === true)
      return this.ociManifest(blob, depth + 1);
    return this.json(blob, ociManifest);
  }

  private async image(configPath: string, layerPaths: readonly string[]): Promise<SavedImage> {
    const config = await this.bytes(configPath);
    const { os, architecture, rootfs } = parse(config, configPath, imageConfig);
    if (rootfs.diff_ids.length !== layerPaths.length)
      throw new Error(`it has ${layerPaths.length} layers, and its ${configPath} names ${rootfs.diff_ids.length}`);
    const layers = rootfs.diff_ids.map((diffId, number) => ({ diffId, ...this.member(layerPaths[number] ?? "") }));
    return { config, platform: `${os}/${architecture}`, layers };
  }

  private async json<S extends v.GenericSchema>(path: string, schema: S): Promise<v.InferOutput<S>> {
    return parse(await this.bytes(path), path, schema);
  }

  private async bytes(path: string): Promise<Buffer> {
    const { offset, size } = this.member(path);
    if (size > maxJsonBytes) throw new Error(`its ${path} is larger than ${maxJsonBytes >> 20} MiB`);
    const { bytesRead, buffer } = await this.file.read(Buffer.alloc(size), 0, size, offset);
    if (bytesRead < size) throw new Error("it ends too early");
    return buffer;
  }

  private member(path: string): { readonly offset: number; readonly size: number } {
    const found = this.index.get(path);
    const member = found?.kind === "link" ? this.index.get(found.target ?? "") : found;
    if (member?.kind !== "file") throw new Error(`it has no ${path}`);
    return { offset: member.offset, size: member.size };
  }
}

function parse<S extends v.GenericSchema>(bytes: Buffer, path: string, schema: S): v.InferOutput<S> {
  const read = v.safeParse(schema, JSON.parse(bytes.toString("utf8")));
  if (read.success) return read.output;
  throw new Error(`its ${path} is not one of an image: ${read.issues[0].message}`);
}

function isAmd64({ platform }: v.InferOutput<typeof descriptor>): boolean {
  return platform?.os === "linux" && platform.architecture === "amd64";
}

function blobPath(of: string): string {
  return `blobs/${of.replace(":", "/")}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
