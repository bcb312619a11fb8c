import { EngineError } from "@berth/model/engine-error";

const blockBytes = 512;
const maxSize = 0o77777777777;

export interface TarMember {
  /** Path with "/" between its parts, without a leading one. */
  readonly path: string;
  readonly type: "file" | "folder" | "link";
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

/** The header blocks of a member: ustar, with a pax record before it where a name is too long or not ASCII. */
export function tarHeader(member: TarMember): Buffer {
  if (member.size > maxSize)
    throw new EngineError(`pack ${member.path}: larger than the 8 GiB that a tar member can be`);
  const path = member.type === "folder" ? `${member.path}/` : member.path;
  const records = { ...longer("path", path, 100), ...longer("linkpath", member.target ?? "", 100) };
  const header = ustar({ ...member, path }, { file: "0", folder: "5", link: "2" }[member.type]);
  return Object.keys(records).length === 0 ? header : Buffer.concat([paxMember(records), header]);
}

/** Zeros that fill the content's last block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes);
}

/** The two empty blocks that end an archive. */
export const tarEnd = Buffer.alloc(2 * blockBytes);

/** A whole archive of one file. */
export function tarFile(member: Omit<TarMember, "type" | "size">, content: Buffer): Buffer {
  const header = tarHeader({ ...member, type: "file", size: content.length });
  return Buffer.concat([header, content, tarPadding(content.length), tarEnd]);
}

function longer(key: string, value: string, limit: number): Record<string, string> {
  const isPlain = /^[\x20-\x7e]*$/.test(value) && value.length <= limit;
  return isPlain ? {} : { [key]: value };
}

function paxMember(records: Readonly<Record<string, string>>): Buffer {
  const body = Buffer.concat(Object.entries(records).map(([key, value]) => paxRecord(key, value)));
  const header = ustar({ path: "PaxHeaders.0/member", mode: 0o644, mtime: 0, size: body.length }, "x");
  return Buffer.concat([header, body, tarPadding(body.length)]);
}

/** "<length> <key>=<value>\n", where the length counts its own digits. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function ustar(member: Omit<TarMember, "type">, flag: string): Buffer {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, at: number, width: number) =>
    header.write(value.toString(8).padStart(width - 1, "0"), at, "ascii");
  header.write(member.path, 0, 100, "utf8");
  octal(member.mode & 0o7777, 100, 8);
  octal(member.uid ?? 0, 108, 8);
  octal(member.gid ?? 0, 116, 8);
  octal(member.size, 124, 12);
  octal(member.mtime, 136, 12);
  header.write("        ", 148, "ascii");
  header.write(flag, 156, "ascii");
  header.write(member.target ?? "", 157, 100, "utf8");
  header.write("ustar\x0000", 257, "binary");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "ascii");
  return header;
}
