import type { PropertyValue } from "@berth/model/property";
import { isList, isMap, Secret } from "@berth/model/property";
import { clipText } from "./clip-text";
import type { ValueOptions } from "./value";
import { renderValue } from "./value";

/** Up to this many characters a property stands on one line. */
export const lineWidth = 120;
/** Lists and maps with more entries than this are told by their number and what fits on a line. */
const maxSpread = 12;
const namesWidth = 300;

/** "label: value" on one line where that is readable; else a line an entry, and of many entries or a long text the start. */
export function propertyLines(label: string, value: PropertyValue, options: ValueOptions): readonly string[] {
  if (value instanceof Secret && options.showSecrets) return propertyLines(label, value.value, options);
  if (typeof value === "string") return [`${label}: ${clipText(value)}`];
  if (!isList(value) && !isMap(value)) return [`${label}: ${renderValue(value, options)}`];
  const line = `${label}: ${renderValue(value, options)}`;
  if (line.length <= lineWidth) return [line];
  const entries = isList(value)
    ? value.map((item, index) => [`[${index}]`, item] as const)
    : Object.entries(value).map(([key, item]) => [key, item] as const);
  if (entries.length > maxSpread) return [`${label}: ${countAndStart(value, options)}`];
  return [
    `${label}:`,
    ...entries.flatMap(([key, item]) => propertyLines(key, item, options)).map((row) => `    ${row}`),
  ];
}

/** "40 entries: a, b, … and 38 more"; of a list its items, of a map its keys. */
function countAndStart(value: PropertyValue, options: ValueOptions): string {
  const items = isList(value)
    ? value.map((item) => (typeof item === "string" ? clipText(item) : renderValue(item, options)))
    : Object.keys(isMap(value) ? value : {});
  const shown = items.filter((_, index) => items.slice(0, index + 1).join(", ").length <= namesWidth);
  const left = items.length - shown.length;
  const rest = left === 0 ? "" : `${shown.length === 0 ? "" : ", … and "}${left} more`;
  return `${items.length} ${isList(value) ? "items" : "entries"}: ${shown.join(", ")}${rest}`;
}
