const maxLength = 160;
const startLength = 80;

/** A text as JSON has it; of a long one, or of many lines, the start and how much there is. */
export function clipText(text: string): string {
  const lines = text.split("\n");
  if (text.length <= maxLength && lines.length <= 3) return JSON.stringify(text);
  const start = (lines[0] ?? "").slice(0, startLength);
  const size = lines.length > 1 ? `${lines.length} lines, ${text.length} characters` : `${text.length} characters`;
  return `${JSON.stringify(start)}… (${size})`;
}

/** What became of a text: whole where both are short, else the first line that differs and how many do. */
export function clipChange(old: string, now: string): string {
  if (isShort(old) && isShort(now)) return `${clipText(old)} => ${clipText(now)}`;
  const [before, after] = [old.split("\n"), now.split("\n")];
  if (before.length === 1 && after.length === 1) return around(old, now);
  const start = sameAtStart(before, after);
  const end = sameAtStart(before.slice(start).reverse(), after.slice(start).reverse());
  const [gone, come] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const first = around(gone[0], come[0]);
  const more = Math.max(gone.length, come.length) > 1 ? ` (${gone.length} lines became ${come.length})` : "";
  return `line ${start + 1}: ${first}${more}`;
}

function isShort(text: string): boolean {
  return clipText(text) === JSON.stringify(text);
}

/** Both texts from shortly before the first character that differs. */
function around(old: string | undefined, now: string | undefined): string {
  const from =
    old === undefined || now === undefined ? 0 : Math.max(0, sameAtStart(Array.from(old), Array.from(now)) - 20);
  return `${part(old, from)} => ${part(now, from)}`;
}

function part(text: string | undefined, from: number): string {
  if (text === undefined) return "nothing";
  const characters = Array.from(text);
  const shown = characters.slice(from, from + startLength).join("");
  return `${from > 0 ? "…" : ""}${JSON.stringify(shown)}${from + startLength < characters.length ? "…" : ""}`;
}

/** How many elements two lists share from their start. */
function sameAtStart(left: readonly string[], right: readonly string[]): number {
  const at = left.findIndex((item, index) => item !== right[index]);
  return at < 0 ? left.length : at;
}
