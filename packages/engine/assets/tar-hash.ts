import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";
import { EngineError } from "@berth/model/engine-error";

const blockSize = 512;
const nameSize = 100;
const prefixSize = 155;
/** What fits into the header's eleven octal digits. */
const largestMember = 8 ** 11 - 1;

/** The SHA-256 of a tar stream that is never built: the bytes Go's archive/tar writes for {name, mode 0600, size}. */
export class TarHash {
  private readonly hash: Hash = createHash("sha256");
  private readonly names = new Set<string>();

  /** False: the name is in the stream already and the member is to be left out. */
  isNew(name: string): boolean {
    return !this.names.has(name);
  }

  /** Adds a member; `chunks` must yield exactly `size` bytes. */
  async add(name: string, size: number, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    if (size > largestMember) throw new EngineError(`archive ${name}: it is larger than 8 GiB`);
    this.names.add(name);
    for (const block of memberHeaders(name, size)) this.hash.update(block);
    let written = 0;
    for await (const chunk of chunks) {
      this.hash.update(chunk);
      written += chunk.length;
    }
    if (written !== size) throw new EngineError(`archive ${name}: it changed while it was read`);
    this.hash.update(padding(size));
  }

  /** The hex digest, with the two zero blocks that end a tar. */
  digest(): string {
    return this.hash.update(Buffer.alloc(2 * blockSize)).digest("hex");
  }
}

/** One USTAR header; a name that does not fit one gets a PAX record in front. */
function memberHeaders(name: string, size: number): readonly Buffer[] {
  if (isAscii(name) && Buffer.byteLength(name) <= nameSize)
    return [header({ name, prefix: "", mode: 0o600, size, flag: "0" })];
  const split = splitName(name);
  if (split !== undefined) return [header({ ...split, mode: 0o600, size, flag: "0" })];
  const record = Buffer.from(paxRecord("path", name));
  const short = { prefix: "", name: clipped(paxName(name)).replace(/\/+$/, "") };
  return [
    header({ ...short, mode: 0, size: record.length, flag: "x" }),
    record,
    padding(record.length),
    header({ prefix: "", name: clipped(name), mode: 0o600, size, flag: "0" }),
  ];
}

interface HeaderFields {
  readonly name: string;
  readonly prefix: string;
  readonly mode: number;
  readonly size: number;
  readonly flag: "0" | "x";
}

function header({ name, prefix, mode, size, flag }: HeaderFields): Buffer {
  const block = Buffer.alloc(blockSize);
  block.write(name, 0);
  for (const [offset, width, value] of [
    [100, 8, mode],
    [108, 8, 0],
    [116, 8, 0],
    [124, 12, size],
    [136, 12, 0],
  ] as const) {
    block.write(octal(value, width), offset);
  }
  block.write(flag, 156);
  block.write("ustar\0" + "00", 257);
  if (flag === "0") block.write(octal(0, 8) + octal(0, 8), 329);
  block.write(prefix, 345);
  block.fill(" ", 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(octal(sum, 7), 148);
  return block;
}

function octal(value: number, width: number): string {
  return value.toString(8).padStart(width - 1, "0") + "\0";
}

function padding(size: number): Buffer {
  return Buffer.alloc((blockSize - (size % blockSize)) % blockSize);
}

/** Go's splitUSTARPath: the name cut at its last possible slash. */
function splitName(name: string): { readonly prefix: string; readonly name: string } | undefined {
  if (!isAscii(name)) return undefined;
  const cut = name.slice(0, Math.min(name.length, prefixSize + 1)).lastIndexOf("/");
  const suffix = name.length - cut - 1;
  if (cut <= 0 || suffix === 0 || suffix > nameSize || cut > prefixSize) return undefined;
  return { prefix: name.slice(0, cut), name: name.slice(cut + 1) };
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
  let length = bytes + String(bytes).length;
  length = bytes + String(length).length;
  return `${length}${body}`;
}

/** ASCII only, as long as the header's field. */
function clipped(name: string): string {
  return Array.from(name)
    .filter((character) => isAscii(character))
    .join("")
    .slice(0, nameSize);
}

function isAscii(text: string): boolean {
  return Array.from(text).every((character) => {
    const code = character.charCodeAt(0);
    return code > 0 && code < 0x80;
  });
}
