import { printable } from "./plain-value";

/** Foreign text as Markdown shows it literally; what stands between backticks stays code. */
export function escapeMarkdown(text: string): string {
  const parts = printable(text).split(/(`[^`]*`)/);
  return parts.map((part) => (isCode(part) ? part : part.replace(/[\\<>&*_[\]#@!~|`]/g, escaped))).join("");
}

/** A cell of a table: escaped, and no bar in it. */
export function cell(text: string): string {
  return escapeMarkdown(text).replaceAll(/(?<!\\)\|/g, "\\|");
}

/** Lines in a fence that none of them can end. */
export function fence(language: string, lines: readonly string[]): readonly string[] {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length);
  const ticks = "`".repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return [ticks + language, ...lines.map(printable), ticks];
}

function isCode(part: string): boolean {
  return part.length > 1 && part.startsWith("`") && part.endsWith("`");
}

function escaped(mark: string): string {
  if (mark === "<") return "&lt;";
  if (mark === ">") return "&gt;";
  if (mark === "&") return "&amp;";
  // A backslash does not keep GitHub from notifying the user of that name.
  return mark === "@" ? "@\u2060" : `\\${mark}`;
}
