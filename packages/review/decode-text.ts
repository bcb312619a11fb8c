import { isUtf8 } from "node:buffer";
import { types } from "node:util";
import { gunzipSync } from "node:zlib";
import { maskText } from "./mask";

export interface DecodedText {
  /** Secrets masked. */
  readonly text: string;
  /** How it was wrapped: "" for a plain text. */
  readonly encoding: "" | "base64" | "gzip in base64";
}

/** A gzip bomb in user-data shall not stop a review: nothing that a cloud takes is longer. */
const maxBytes = 4 * 1024 * 1024;
const shortest = 24;

/** The text of several lines that a value holds, taken out of base64 and gzip; undefined for every other value. */
export function decodeText(value: string): DecodedText | undefined {
  if (value.includes("\n")) return { text: maskText(value), encoding: "" };
  if (value.length < shortest || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return undefined;
  const bytes = Buffer.from(value, "base64");
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const unpacked = unpack(bytes);
    return unpacked === undefined ? undefined : { text: maskText(unpacked), encoding: "gzip in base64" };
  }
  const text = textOf(bytes);
  return text?.includes("\n") === true ? { text: maskText(text), encoding: "base64" } : undefined;
}

function unpack(bytes: Buffer): string | undefined {
  try {
    return textOf(gunzipSync(bytes, { maxOutputLength: maxBytes }));
  } catch (error) {
    // Damaged or too long: it is shown as it stands.
    if (types.isNativeError(error)) return undefined;
    throw error;
  }
}

/** Bytes with control characters are not text. */
function textOf(bytes: Buffer): string | undefined {
  if (!isUtf8(bytes)) return undefined;
  const text = bytes.toString("utf8");
  return /[\x00-\x08\x0e-\x1f]/.test(text) ? undefined : text;
}
