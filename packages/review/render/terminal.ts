import type { Review } from "../review";
import { renderPage } from "./markdown";

const colours = { red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** The page in colours, for a terminal: the same words in the same order. */
export function renderTerminal(review: Review): string {
  let fence: string | undefined;
  const lines: string[] = [];
  for (const line of renderPage(review).text.split("\n")) {
    const ticks = /^(`{3,})(\w*)$/.exec(line)?.[1];
    if (ticks !== undefined && (fence ?? ticks) === ticks) fence = fence === undefined ? ticks : undefined;
    else if (fence !== undefined) lines.push(`  ${diffLine(line)}`);
    else lines.push(...outsideOfFences(line));
  }
  return lines.join("\n").replace(/\n{3,}/g, "\n\n");
}

/** Of a part that can be folded only the heading is left. */
function outsideOfFences(line: string): readonly string[] {
  if (!/^<\/?details>/.test(line)) return [proseLine(line)];
  return /<summary>(.*)<\/summary>/.exec(line)?.slice(1).map(bold) ?? [];
}

function diffLine(line: string): string {
  if (line.startsWith("+")) return paint("green", line);
  if (line.startsWith("-")) return paint("red", line);
  if (line.startsWith("!")) return paint("yellow", line);
  return line.startsWith("@@") ? paint("cyan", line) : line;
}

function proseLine(line: string): string {
  const heading = /^#+ (.*)$/.exec(line)?.[1];
  const text = unescaped(heading ?? line);
  if (heading !== undefined) return bold(text);
  return line.startsWith("- **") ? paint("red", text) : text;
}

function unescaped(line: string): string {
  return line
    .replace(/\\([\\*_[\]#!~|`])/g, "$1")
    .replaceAll("**", "")
    .replaceAll("`", "")
    .replaceAll("\u2060", "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function bold(text: string): string {
  return `\u001b[1m${text}\u001b[0m`;
}

function paint(colour: keyof typeof colours, text: string): string {
  return `\u001b[${colours[colour]}m${text}\u001b[0m`;
}
