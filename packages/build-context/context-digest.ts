import { createHash } from "node:crypto";
import { createReadStream, lstatSync, readlinkSync } from "node:fs";
import { isAbsolute, join, posix, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { openContext } from "./build-context";
import { type ContextFile, listContext } from "./context-files";
import { plainMode } from "./file-mode";

const maxLinks = 255;

/**
 * Hex SHA-256 over names, modes and contents of a build context: that of the official plugin 5.2.0 where the files have the
 * modes that they are packed with, 0644 and 0755. Both paths are relative to `folder` (or absolute), as the program gave them.
 */
export async function contextDigest(folder: string, context: string, dockerfile: string): Promise<string> {
  const { root, patterns } = openContext(resolve(folder, context), resolve(folder, dockerfile));
  const digest = createHash("sha256");
  const add = (name: string, mode: string, content: Buffer) =>
    digest
      .update(name)
      .update(mode)
      .update(content)
      .update(Buffer.from([0]));
  add("Dockerfile", "----------", await hashFile(resolve(folder, dockerfile)));
  for (const file of listContext(root, patterns)) {
    if (file.kind === "folder") continue;
    const path = join(root, file.path);
    const content =
      file.kind === "file"
        ? await hashFile(path)
        : sha256(linkEnd(folder, posix.join(context, file.path)) ?? readlinkSync(path));
    add(file.path, goMode(file), content);
  }
  return digest.digest("hex");
}

/** The mode of a packed file as Go prints it. */
function goMode({ kind, stats }: ContextFile): string {
  if (kind === "link") return "Lrwxrwxrwx";
  return plainMode(stats.mode) === 0o755 ? "-rwxr-xr-x" : "-rw-r--r--";
}

async function hashFile(path: string): Promise<Buffer> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest();
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/**
 * The path with its links followed, still relative where no link was absolute. Undefined for a link that leads nowhere or in
 * a circle: the official plugin refuses it, Docker packs it.
 */
function linkEnd(folder: string, path: string): string | undefined {
  let [done, todo] = [isAbsolute(path) ? "/" : "", partsOf(path)];
  for (let links = 0; todo.length > 0;) {
    const next = posix.join(done, todo[0] ?? "");
    todo = todo.slice(1);
    const stats = lstatSync(resolve(folder, next), { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    if (!stats.isSymbolicLink()) {
      done = next;
      continue;
    }
    if ((links += 1) > maxLinks) return undefined;
    const target = readlinkSync(resolve(folder, next));
    if (isAbsolute(target)) done = "/";
    todo = [...partsOf(target), ...todo];
  }
  return posix.normalize(done);
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}
