/** Value of a variable; undefined where it is not set. */
export type Lookup = (name: string) => string | undefined;

export interface Substituted {
  readonly text: string;
  /** What is wrong with the text or with a variable that it must have. */
  readonly faults: readonly string[];
  /** Variables that are not set and for which the text has nothing to put in their place: they count as empty. */
  readonly unset: readonly string[];
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const OPERATOR = /:?[-?+]/y;

/**
 * Compose's interpolation of one text: $NAME, ${NAME}, ${NAME:-default}, ${NAME-default}, ${NAME:?why}, ${NAME?why},
 * ${NAME:+other}, ${NAME+other}, each within any other, and $$ for a dollar sign. A `$` before anything else stays as it is.
 */
export function substitute(text: string, lookup: Lookup): Substituted {
  const result = { faults: [] as string[], unset: [] as string[] };
  const read = (template: string): string => {
    let out = "";
    for (let at = 0; at < template.length;) {
      const dollar = template.indexOf("$", at);
      if (dollar < 0) return out + template.slice(at);
      out += template.slice(at, dollar);
      const reference = referenceAt(template, dollar);
      out += reference.kind === "text" ? reference.text : resolve(reference);
      at = reference.end;
    }
    return out;
  };
  const resolve = (reference: Exclude<Reference, { kind: "text" }>): string => {
    if (reference.kind === "broken") {
      result.faults.push("${ must be followed by a name and be closed by }; write $$ for a dollar sign");
      return "";
    }
    const value = lookup(reference.name);
    const { operator, rest } = reference;
    if (operator === undefined && value === undefined) result.unset.push(reference.name);
    const counts = value !== undefined && !(value === "" && operator?.startsWith(":") === true);
    if (operator?.endsWith("+") === true) return counts ? read(rest) : "";
    if (counts || operator === undefined) return value ?? "";
    if (operator.endsWith("-")) return read(rest);
    const why = read(rest);
    result.faults.push(`the variable ${reference.name} must be set${why === "" ? "" : `: ${why}`}`);
    return "";
  };
  return { text: read(text), ...result };
}

type Reference =
  | { readonly kind: "text"; readonly text: string; readonly end: number }
  | { readonly kind: "broken"; readonly end: number }
  | {
      readonly kind: "variable";
      readonly name: string;
      readonly operator?: string;
      readonly rest: string;
      readonly end: number;
    };

function referenceAt(text: string, dollar: number): Reference {
  if (text[dollar + 1] === "$") return { kind: "text", text: "$", end: dollar + 2 };
  if (text[dollar + 1] !== "{") {
    const name = matchAt(NAME, text, dollar + 1);
    if (name === undefined) return { kind: "text", text: "$", end: dollar + 1 };
    return { kind: "variable", name, rest: "", end: dollar + 1 + name.length };
  }
  const close = closingBrace(text, dollar + 1);
  const name = matchAt(NAME, text, dollar + 2);
  if (close === undefined || name === undefined) return { kind: "broken", end: close ?? text.length };
  const after = dollar + 2 + name.length;
  if (after === close) return { kind: "variable", name, rest: "", end: close + 1 };
  const operator = matchAt(OPERATOR, text, after);
  if (operator === undefined) return { kind: "broken", end: close + 1 };
  return { kind: "variable", name, operator, rest: text.slice(after + operator.length, close), end: close + 1 };
}

/** Braces within count, whatever they are for. */
function closingBrace(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) return at;
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
