/** What a JSON text can hold; a field that is undefined is left out. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** True for a JSON object, false for lists and null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Array.isArray, for a type that may be a read-only list. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** JSON as Go's encoding/json writes maps: keys in the order of their bytes; with `escapeHtml` also < > & escaped. */
export function goJson(value: Json, escapeHtml: boolean): string {
  const text = encode(value);
  return escapeHtml ? text.replace(/[<>&\u2028\u2029]/g, escapeCharacter) : text;
}

function encode(value: Json): string {
  if (isJsonList(value)) return `[${value.map(encode).join(",")}]`;
  if (isJsonObject(value)) return encodeObject(value);
  return Object.is(value, -0) ? "-0" : JSON.stringify(value);
}

function encodeObject(value: JsonObject): string {
  const fields = Object.entries(value)
    .sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
    .flatMap(([key, item]) => (item === undefined ? [] : [`${JSON.stringify(key)}:${encode(item)}`]));
  return `{${fields.join(",")}}`;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
