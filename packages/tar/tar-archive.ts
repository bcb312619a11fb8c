import { tarEnd, tarHeader, tarPadding, type TarMember } from "./tar-header";

/** A whole archive of one file. */
export function tarFile(member: Omit<TarMember, "type" | "size">, content: Buffer): Buffer {
  const header = tarHeader({ ...member, type: "file", size: content.length });
  return Buffer.concat([header, content, tarPadding(content.length), tarEnd]);
}
