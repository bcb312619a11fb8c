import { isJsonList, isJsonMap, type Json } from "../json";
import { isUnknown, unknownText } from "../unknown-value";

/** Longer values are cut, with a word on how much is missing. */
const maxLength = 160;

/** A value on one line as a person reads it: texts quoted, unknowns by name, nothing that could steer a terminal or a page. */
export function plainValue(value: Json | undefined): string {
  const text = whole(value);
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}… (${text.length - maxLength} more characters)`;
}

/** The text without control characters and without marks that turn the direction of reading. */
export function printable(text: string): string {
  return text
    .replaceAll("\t", "  ")
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "\ufffd");
}

function whole(value: Json | undefined): string {
  if (value === undefined || value === null) return "none";
  if (isUnknown(value)) return unknownText;
  if (typeof value === "string") return value === "[secret]" ? value : printable(JSON.stringify(value));
  if (isJsonList(value)) return `[${value.map(whole).join(", ")}]`;
  if (isJsonMap(value)) {
    const own = Object.entries(value).filter(([key]) => !key.startsWith("__"));
    const entries = own.map(([key, item]) => `${printable(key)}: ${whole(item)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return String(value);
}
