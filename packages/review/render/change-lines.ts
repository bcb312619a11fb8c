import { code } from "../dangers/danger";
import { secretText } from "../mask";
import type { PropertyChange } from "../property-changes";
import type { ResourceChange } from "../review";
import { fence } from "./markdown-text";
import { imageBump } from "./image-bump";
import { plainValue } from "./plain-value";

/** How much of one resource is shown. */
export interface Room {
  readonly lines: number;
  readonly characters: number;
}

/** A line is a sentence or two: a longer one is not read in a diff. */
const longestLine = 500;

/** One resource: a heading, and its properties in a fence that a page colours; what does not fit is counted. */
export function changeLines(change: ResourceChange, room: Room): readonly string[] {
  const { operation, kind, name, host, properties } = change;
  const where = host === undefined || host === name ? "" : ` on ${code(host)}`;
  const bump = imageBump(change);
  const heading = `### ${operation} ${kind === "other" ? code(shortType(change.type)) : kind} ${code(name)}${where}${bump === undefined ? "" : `: ${code(bump)}`}`;
  const lines = properties.flatMap(propertyLines);
  if (lines.length === 0) return ["", heading];
  const shown = fitting(lines, room);
  const cut = lines.length - shown.length;
  const rest = cut > 0 ? [`… ${cut} more lines: see the whole review in the artefact`] : [];
  return ["", heading, "", ...fence("diff", [...shown, ...rest])];
}

function fitting(lines: readonly string[], room: Room): readonly string[] {
  if (room.lines === Infinity) return lines;
  const shown: string[] = [];
  let characters = 0;
  for (const line of lines.slice(0, room.lines)) {
    const clipped =
      line.length <= longestLine
        ? line
        : `${line.slice(0, longestLine)}… (${line.length - longestLine} more characters)`;
    characters += clipped.length;
    if (characters > room.characters) break;
    shown.push(clipped);
  }
  return shown;
}

const signs = { add: "+", delete: "-", update: "!" } as const;

function propertyLines({ path, kind, before, after, forces, text }: PropertyChange): readonly string[] {
  const note = forces ? "   (forces the replacement)" : "";
  if (text !== undefined) {
    const wrapped = text.encoding === "" ? "" : ` (${text.encoding})`;
    return [`${signs[kind]} ${path}${wrapped}:${note}`, ...text.lines];
  }
  if (kind === "add") return [`+ ${path}: ${plainValue(after)}${note}`];
  if (kind === "delete") return [`- ${path}: ${plainValue(before)}${note}`];
  if ([before, after].includes(secretText)) return [`! ${path}: ${secretText}, another one${note}`];
  const [old, now] = [plainValue(before), plainValue(after)];
  return [old === now ? `! ${path}: changes, shown as ${now}${note}` : `! ${path}: ${old} → ${now}${note}`];
}

function shortType(type: string): string {
  return type.split(":").at(-1) ?? type;
}
