import { type Lookup, substitute } from "./template";

export interface EnvFile {
  readonly values: ReadonlyMap<string, string>;
  readonly faults: readonly { readonly line: number; readonly rule: string }[];
}

const KEY = /^(?:export[ \t]+)?([\p{L}\p{N}_.[\]-]+)[ \t]*(?:([=:])[ \t]*|(?=\n|$))/u;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", $: "$$" };

/**
 * The values of a `.env` file as Compose reads it: NAME=value, `export`, quotes ('…' as it stands, "…" with escapes and
 * variables), comments. A name alone is taken from `around`, as are variables that the file does not set itself.
 */
export function readEnvFile(text: string, around: Lookup): EnvFile {
  const values = new Map<string, string>();
  const faults: { line: number; rule: string }[] = [];
  const lookup: Lookup = (name) => around(name) ?? values.get(name);
  let rest = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const lineNow = (): number => text.replaceAll("\r\n", "\n").length - rest.length;
  const lineAt = (offset: number): number => text.replaceAll("\r\n", "\n").slice(0, offset).split("\n").length;
  while ((rest = rest.replace(/^(?:\s+|#[^\n]*)+/, "")) !== "") {
    const line = lineAt(lineNow());
    const [whole, name = "", sign] = KEY.exec(rest) ?? [];
    if (whole === undefined) {
      faults.push({ line, rule: "must be NAME=value" });
      rest = rest.replace(/^[^\n]*/, "");
      continue;
    }
    rest = rest.slice(whole.length);
    if (sign === undefined) {
      const inherited = lookup(name);
      if (inherited !== undefined) values.set(name, inherited);
      continue;
    }
    const { value, left, broken } = valueAt(rest, lookup);
    if (broken !== undefined) faults.push({ line, rule: broken });
    values.set(name, value);
    rest = left;
  }
  return { values, faults };
}

interface Value {
  readonly value: string;
  readonly left: string;
  readonly broken?: string;
}

function valueAt(rest: string, lookup: Lookup): Value {
  const [quote] = rest;
  if (quote === '"') return doubleQuoted(rest, lookup);
  return quote === "'" ? singleQuoted(rest) : unquoted(rest, lookup);
}

function unquoted(rest: string, lookup: Lookup): Value {
  const line = lineOf(rest);
  const value = (line.split(" #")[0] ?? "").trimEnd();
  return { ...expanded(value, lookup), left: rest.slice(line.length) };
}

function doubleQuoted(rest: string, lookup: Lookup): Value {
  const [whole, inside = ""] = /^"((?:\\[^]|[^"\\])*)"/.exec(rest) ?? [];
  if (whole === undefined) return unclosed(rest, '"');
  const unescaped = inside.replace(/\\(["\\nrt$])/g, (_whole, letter: string) => ESCAPES[letter] ?? letter);
  return { ...expanded(unescaped, lookup), left: rest.slice(whole.length) };
}

function singleQuoted(rest: string): Value {
  const [whole, inside = ""] = /^'((?:\\'|[^'])*)'/.exec(rest) ?? [];
  if (whole === undefined) return unclosed(rest, "'");
  return { value: inside.replaceAll("\\'", "'"), left: rest.slice(whole.length) };
}

function unclosed(rest: string, quote: string): Value {
  return { value: "", left: rest.slice(lineOf(rest).length), broken: `must be closed by ${quote}` };
}

function lineOf(rest: string): string {
  return /^[^\n]*/.exec(rest)?.[0] ?? "";
}

function expanded(text: string, lookup: Lookup): Pick<Value, "value" | "broken"> {
  const { text: value, faults } = substitute(text, lookup);
  const [broken] = faults;
  return broken === undefined ? { value } : { value, broken };
}
