import { gunzipSync, gzipSync } from "node:zlib";

const gzipMagic = [0x1f, 0x8b] as const;

/** User-data as a cloud takes it: base64, of gzip only where the text alone is over `maxBytes`. Throws when that is too long as well. */
export function encodeUserData(text: string, maxBytes: number): string {
  const plain = Buffer.from(text, "utf8");
  if (plain.length <= maxBytes) return plain.toString("base64");
  const packed = gzipSync(plain, { level: 9 });
  if (packed.length <= maxBytes) return packed.toString("base64");
  throw new RangeError(
    `user-data has ${plain.length} bytes, ${packed.length} compressed; this platform takes ${maxBytes}. Move files from user-data into the machine image.`,
  );
}

/** The text of what encodeUserData made. */
export function decodeUserData(encoded: string): string {
  const bytes = Buffer.from(encoded, "base64");
  const isPacked = gzipMagic.every((byte, index) => bytes[index] === byte);
  return (isPacked ? gunzipSync(bytes) : bytes).toString("utf8");
}
