/** What JSON.stringify takes, with undefined for fields to leave out. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** JSON as Go's encoding/json writes a map: keys sorted; with `escapeHtml` also < > & and the line separators escaped. */
export function goJson(value: Json, escapeHtml: boolean): string {
  const text = JSON.stringify(sorted(value));
  return escapeHtml ? text.replace(/[<>&\u2028\u2029]/g, escapeCharacter) : text;
}

/** The same value with the keys of every map in the order of their bytes. */
export function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  return Object.fromEntries(entries.sort(byKey).map(([key, item]) => [key, sorted(item)]));
}

function byKey([left]: [string, Json], [right]: [string, Json]): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
