import type { FileHandle } from "node:fs/promises";
import { posix } from "node:path";
import { EngineError } from "@berth/model/engine-error";

const blockBytes = 512;
/** Of a record that only names the next member: a longer one is not a name. */
const maxRecordBytes = 1 << 20;

/** Where a member of an archive is. */
export interface IndexedMember {
  readonly kind: "file" | "link" | "folder" | "other";
  /** Of its content, from the start of the archive. */
  readonly offset: number;
  readonly size: number;
  /** Of a link: a path in the archive, links relative to their folder resolved. */
  readonly target?: string;
}

/** Path in the archive, without a leading "./", → member. A path that is there twice is its last member. */
export type TarIndex = ReadonlyMap<string, IndexedMember>;

/** Reads the headers of a tar archive (ustar, pax or GNU), not its contents. Throws an EngineError for anything else. */
export async function indexTar(file: FileHandle): Promise<TarIndex> {
  const members = new Map<string, IndexedMember>();
  let named: Named = {};
  for (let at = 0; ;) {
    const block = await readBlock(file, at, blockBytes);
    if (block.length < blockBytes || block.every((byte) => byte === 0)) {
      if (members.size === 0) throw new EngineError("it is not a tar archive, or an empty one");
      return members;
    }
    const header = parseHeader(block);
    const size = named.size ?? header.size;
    const next = at + blockBytes + Math.ceil(size / blockBytes) * blockBytes;
    if (isNaming(header.flag)) {
      named = { ...named, ...(await readNaming(file, header, at + blockBytes)) };
    } else {
      const path = plainPath(named.path ?? header.path);
      members.set(path, memberOf({ ...header, size, target: named.target ?? header.target }, path, at + blockBytes));
      named = {};
    }
    at = next;
  }
}

/** What records before a member give it: names that do not fit into its header. */
interface Named {
  readonly path?: string;
  readonly target?: string;
  readonly size?: number;
}

interface Header {
  readonly path: string;
  readonly flag: string;
  readonly size: number;
  readonly target: string;
}

function parseHeader(block: Buffer): Header {
  const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (sum !== octal(block.subarray(148, 156))) throw new EngineError(notTar(block));
  const isUstar = block.toString("latin1", 257, 262) === "ustar";
  const prefix = isUstar && block[262] === 0 ? text(block.subarray(345, 500)) : "";
  const name = text(block.subarray(0, 100));
  return {
    path: prefix === "" ? name : `${prefix}/${name}`,
    flag: block.toString("latin1", 156, 157),
    size: number(block.subarray(124, 136)),
    target: text(block.subarray(157, 257)),
  };
}

function notTar(block: Buffer): string {
  const isGzip = block[0] === 0x1f && block[1] === 0x8b;
  const isZstd = block.readUInt32LE(0) === 0xfd2fb528;
  if (isGzip || isZstd) return `it is compressed: unpack it with ${isGzip ? "gunzip" : "unzstd"} first`;
  return "it is not a tar archive, or a damaged one";
}

function isNaming(flag: string): boolean {
  return ["x", "g", "L", "K"].includes(flag);
}

async function readNaming(file: FileHandle, { flag, size }: Header, offset: number): Promise<Named> {
  if (flag === "g") return {};
  if (size > maxRecordBytes) throw new EngineError("it is damaged: a member's name is longer than 1 MiB");
  const content = await readBlock(file, offset, size);
  if (flag === "L") return { path: text(content) };
  if (flag === "K") return { target: text(content) };
  const records = new Map(paxRecords(content));
  const [path, target, length] = ["path", "linkpath", "size"].map((key) => records.get(key));
  return {
    ...(path === undefined ? {} : { path }),
    ...(target === undefined ? {} : { target }),
    ...(length === undefined ? {} : { size: Number(length) }),
  };
}

/** "LENGTH KEY=VALUE\n", where the length counts the whole record. */
function paxRecords(content: Buffer): [string, string][] {
  const records: [string, string][] = [];
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(" ", at);
    const length = Number(content.toString("latin1", at, space));
    if (space < 0 || !(length > 0)) throw new EngineError("it is damaged: a pax record has no length");
    const [key = "", ...value] = content.toString("utf8", space + 1, at + length - 1).split("=");
    records.push([key, value.join("=")]);
    at += length;
  }
  return records;
}

function memberOf({ flag, size, target }: Header, path: string, offset: number): IndexedMember {
  if (flag === "0" || flag === "\0" || flag === "7") return { kind: "file", offset, size };
  if (flag === "5") return { kind: "folder", offset, size };
  // A hard link names a member, a symbolic one a path from its own folder.
  if (flag === "1") return { kind: "link", offset, size: 0, target: plainPath(target) };
  if (flag === "2") return { kind: "link", offset, size: 0, target: posix.join(posix.dirname(path), target) };
  return { kind: "other", offset, size };
}

function plainPath(path: string): string {
  return posix.normalize(path).replace(/\/$/, "");
}

function text(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? field.length : end);
}

/** Octal digits, or a big-endian number where the first bit is set. */
function number(field: Buffer): number {
  if (((field[0] ?? 0) & 0x80) === 0) return octal(field);
  return field.subarray(1).reduce((total, byte) => total * 256 + byte, (field[0] ?? 0) & 0x7f);
}

function octal(field: Buffer): number {
  return parseInt(text(field).trim() || "0", 8);
}

async function readBlock(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}
