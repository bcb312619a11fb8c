import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, stat } from "node:fs/promises";
import { isAbsolute, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { EngineError } from "@berth/model/engine-error";
import type { ArchiveSource, AssetSource, PropertyMap, PropertyValue } from "@berth/model/property";
import { Archive, Asset, isList, isMap, Secret } from "@berth/model/property";
import { TarHash } from "@berth/tar/tar-hash";

/** What Pulumi takes for an archive file as it is. */
const archiveSuffixes = [".tar", ".tgz", ".tar.gz", ".zip", ".jar"];

/**
 * The same properties with every absent hash of an asset or archive computed as Pulumi does; relative paths are relative to
 * `root`. Throws an EngineError that names the file it can't read. Returns `properties` itself when nothing was absent.
 */
export function withAssetHashes(properties: PropertyMap, root: string): Promise<PropertyMap> {
  return hashMap(properties, root);
}

async function hashMap(map: PropertyMap, root: string): Promise<PropertyMap> {
  const entries: [string, PropertyValue][] = [];
  for (const [key, value] of Object.entries(map)) entries.push([key, await hashValue(value, root)]);
  return entries.every(([key, value]) => map[key] === value) ? map : Object.fromEntries(entries);
}

async function hashValue(value: PropertyValue, root: string): Promise<PropertyValue> {
  if (value instanceof Asset) return hashAsset(value, root);
  if (value instanceof Archive) return hashArchive(value, root);
  if (value instanceof Secret) {
    const inner = await hashValue(value.value, root);
    return inner === value.value ? value : new Secret(inner);
  }
  if (isList(value)) return hashList(value, root);
  return isMap(value) ? hashMap(value, root) : value;
}

async function hashList(items: readonly PropertyValue[], root: string): Promise<readonly PropertyValue[]> {
  const hashed: PropertyValue[] = [];
  for (const item of items) hashed.push(await hashValue(item, root));
  return hashed.every((item, index) => item === items[index]) ? items : hashed;
}

async function hashAsset(asset: Asset, root: string): Promise<Asset> {
  if (asset.hash !== "" || asset.source.kind === "elided") return asset;
  const hash = createHash("sha256");
  const content = await openAsset(asset.source, root);
  for await (const chunk of content.chunks) hash.update(chunk);
  return new Asset(asset.source, hash.digest("hex"));
}

async function hashArchive(archive: Archive, root: string): Promise<Archive> {
  if (archive.hash !== "" || archive.source.kind === "elided") return archive;
  const source = archive.source.kind === "assets" ? await hashMembers(archive.source, root) : archive.source;
  const file = archiveFile(source, root);
  return new Archive(source, file === undefined ? await tarDigest(source, root) : await fileDigest(file));
}

async function hashMembers(source: Extract<ArchiveSource, { kind: "assets" }>, root: string): Promise<ArchiveSource> {
  const assets: [string, Asset | Archive][] = [];
  for (const [name, member] of Object.entries(source.assets)) {
    assets.push([name, member instanceof Asset ? await hashAsset(member, root) : await hashArchive(member, root)]);
  }
  return { kind: "assets", assets: Object.fromEntries(assets) };
}

async function tarDigest(source: ArchiveSource, root: string): Promise<string> {
  const tar = new TarHash();
  await addArchive(source, "", { tar, root });
  return tar.digest();
}

async function fileDigest(file: string): Promise<string> {
  const hash = createHash("sha256");
  const content = await openFile(file);
  for await (const chunk of content.chunks) hash.update(chunk);
  return hash.digest("hex");
}

/** The path of an archive that is a file already. */
function archiveFile(source: ArchiveSource, root: string): string | undefined {
  if (source.kind !== "path" && source.kind !== "uri") return undefined;
  const path = source.kind === "path" ? resolvePath(source.path, root) : filePathOf(source.uri);
  return archiveSuffixes.some((suffix) => path.endsWith(suffix)) ? path : undefined;
}

interface Adding {
  readonly tar: TarHash;
  /** Relative paths start here. */
  readonly root: string;
}

async function addArchive(source: ArchiveSource, prefix: string, adding: Adding): Promise<void> {
  const { tar, root } = adding;
  const file = archiveFile(source, root);
  if (file !== undefined) {
    throw new EngineError(
      `hash archive: ${file} is an archive file inside of another archive; give its folder instead`,
    );
  }
  if (source.kind === "assets") return addMembers(source.assets, prefix, adding);
  if (source.kind === "elided")
    throw new EngineError(`hash archive: the contents of its member "${prefix}" are not at hand`);
  const path = source.kind === "path" ? resolvePath(source.path, root) : filePathOf(source.uri);
  if (!(await statOf(path)).isDirectory()) {
    throw new EngineError(`hash archive: ${path} is neither a folder nor one of ${archiveSuffixes.join(", ")}`);
  }
  for (const name of await filesUnder(path)) await addFile(tar, join(path, name), joinName(prefix, name));
}

async function addMembers(
  members: Readonly<Record<string, Asset | Archive>>,
  prefix: string,
  adding: Adding,
): Promise<void> {
  const { tar, root } = adding;
  for (const name of Object.keys(members).sort(byBytes)) {
    const member = members[name];
    if (member instanceof Archive) await addArchive(member.source, joinName(prefix, name), adding);
    if (!(member instanceof Asset)) continue;
    const path = joinName(prefix, name);
    if (!tar.isNew(path)) continue;
    const content = await openAsset(member.source, root);
    await tar.add(path, content.size, content.chunks);
  }
}

async function addFile(tar: TarHash, file: string, name: string): Promise<void> {
  if (!tar.isNew(name)) return;
  const content = await openFile(file);
  await tar.add(name, content.size, content.chunks);
}

/** Relative paths of the files under a folder in Go's walk order: names by bytes, no .pulumi, no links to folders. */
async function filesUnder(root: string): Promise<readonly string[]> {
  const walk = async (name: string): Promise<readonly string[]> => {
    const path = join(root, name);
    if (posix.basename(path) === ".pulumi") return [];
    const found = await lstat(path).catch(refuse(path));
    if (found.isDirectory()) {
      const children = (await readdir(path).catch(refuse(path))).sort(byBytes);
      const files: string[] = [];
      for (const child of children) files.push(...(await walk(join(name, child))));
      return files;
    }
    return found.isSymbolicLink() && (await statOf(path)).isDirectory() ? [] : [name];
  };
  return walk("");
}

interface Content {
  readonly size: number;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

function openAsset(source: AssetSource, root: string): Promise<Content> | Content {
  switch (source.kind) {
    case "text": {
      const bytes = Buffer.from(source.text);
      return { size: bytes.length, chunks: [bytes] };
    }
    case "path":
      return openFile(resolvePath(source.path, root));
    case "uri":
      return openFile(filePathOf(source.uri));
    case "elided":
      throw new EngineError("hash asset: its contents are not at hand");
  }
}

async function openFile(path: string): Promise<Content> {
  const found = await statOf(path);
  if (found.isDirectory()) throw new EngineError(`hash asset: ${path} is a folder; make it an archive`);
  if (!found.isFile()) throw new EngineError(`hash asset: ${path} is not a regular file`);
  return { size: found.size, chunks: readChunks(path) };
}

async function* readChunks(path: string): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
  } catch (thrown) {
    refuse(path)(thrown);
  }
}

async function statOf(path: string): Promise<{ isDirectory(): boolean; isFile(): boolean; readonly size: number }> {
  return stat(path).catch(refuse(path));
}

function refuse(path: string): (thrown: unknown) => never {
  return (thrown) => {
    throw EngineError.from(thrown, `hash asset ${path}`);
  };
}

function resolvePath(path: string, root: string): string {
  return isAbsolute(path) ? path : join(root, path);
}

function filePathOf(uri: string): string {
  if (uri.startsWith("file://")) return fileURLToPath(uri);
  throw new EngineError(`hash asset ${uri}: only file:// is supported; fetch it first and give its path`);
}

function joinName(prefix: string, name: string): string {
  return prefix === "" ? name : posix.join(prefix, name);
}

function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
