import { EngineError } from "@berth/model/engine-error";

const blockBytes = 512;
const nameBytes = 100;
const prefixBytes = 155;
/** The largest number that eleven octal digits hold. */
const maxSize = 8 ** 11 - 1;

const flags = { file: "0", link: "2", folder: "5" } as const;

export interface TarMember {
  /** Path with "/" between its parts, without a leading one. */
  readonly path: string;
  readonly type: keyof typeof flags;
  /** Permission bits. */
  readonly mode: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  /** Bytes of the content; 0 for folders and links. */
  readonly size: number;
  readonly target?: string;
}

/** The header blocks of a member, byte for byte as Go's archive/tar writes them: ustar where it holds the names, else a pax record before it. */
export function tarHeader(member: TarMember): Buffer {
  if (member.size > maxSize)
    throw new EngineError(`pack ${member.path}: larger than the 8 GiB that a tar member can be`);
  const path = member.type === "folder" ? `${member.path}/` : member.path;
  const target = member.target ?? "";
  const flag = flags[member.type];
  const split = fits(path) ? { prefix: "", name: path } : splitName(path);
  if (split !== undefined && fits(target)) return ustarBlock({ ...member, ...split, target, flag });
  const records = [
    ...(fits(target) ? [] : [paxRecord("linkpath", target)]),
    ...(fits(path) ? [] : [paxRecord("path", path)]),
  ];
  const names = { prefix: "", name: clipped(path), target: clipped(target) };
  return Buffer.concat([paxMember(path, Buffer.from(records.join(""))), ustarBlock({ ...member, ...names, flag })]);
}

/** Zeros that fill the content's last block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes);
}

/** The two empty blocks that end an archive. */
export const tarEnd = Buffer.alloc(2 * blockBytes);

interface BlockFields extends Omit<TarMember, "path" | "type"> {
  readonly name: string;
  readonly prefix: string;
  readonly flag: "0" | "2" | "5" | "x";
}

function ustarBlock({ name, prefix, target = "", flag, ...member }: BlockFields): Buffer {
  const block = Buffer.alloc(blockBytes);
  block.write(name, 0);
  for (const [offset, width, value] of [
    [100, 8, member.mode & 0o7777],
    [108, 8, member.uid ?? 0],
    [116, 8, member.gid ?? 0],
    [124, 12, member.size],
    [136, 12, member.mtime],
  ] as const) {
    block.write(octal(value, width), offset);
  }
  block.write(flag, 156);
  block.write(target, 157);
  block.write("ustar\x0000", 257, "latin1");
  if (flag !== "x") block.write(octal(0, 8) + octal(0, 8), 329);
  block.write(prefix, 345);
  block.fill(" ", 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(octal(sum, 7), 148);
  return block;
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, "0")}\0`;
}

/** Go's splitUSTARPath: the name cut at its last possible slash. */
function splitName(name: string): { readonly prefix: string; readonly name: string } | undefined {
  if (!isAscii(name)) return undefined;
  const searched = name.length > prefixBytes + 1 ? name.slice(0, prefixBytes + 1) : name.replace(/\/$/, "");
  const cut = searched.lastIndexOf("/");
  const suffix = name.length - cut - 1;
  if (cut <= 0 || suffix === 0 || suffix > nameBytes || cut > prefixBytes) return undefined;
  return { prefix: name.slice(0, cut), name: name.slice(cut + 1) };
}

function paxMember(path: string, records: Buffer): Buffer {
  const name = clipped(paxName(path)).replace(/\/+$/, "");
  const header = ustarBlock({ prefix: "", name, mode: 0, mtime: 0, size: records.length, flag: "x" });
  return Buffer.concat([header, records, tarPadding(records.length)]);
}

function paxName(name: string): string {
  const cut = name.lastIndexOf("/");
  const folder = name.slice(0, cut + 1).replace(/\/+$/, "");
  return [...(folder === "" ? [] : [folder]), "PaxHeaders.0", name.slice(cut + 1)].join("/");
}

/** "<length> key=value\n", where the length counts its own digits. */
function paxRecord(key: string, value: string): string {
  const body = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(body);
  const length = bytes + String(bytes).length;
  return `${bytes + String(length).length}${body}`;
}

/** ASCII only, as long as the header's field. */
function clipped(name: string): string {
  return Array.from(name).filter(isAscii).join("").slice(0, nameBytes);
}

function fits(name: string): boolean {
  return isAscii(name) && name.length <= nameBytes;
}

/** NUL is not allowed in a name either. */
function isAscii(text: string): boolean {
  return Array.from(text).every((character) => character > "\0" && character < "\x80");
}
