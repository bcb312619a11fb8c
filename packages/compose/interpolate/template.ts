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
  const substitution = new Substitution(lookup);
  return { text: substitution.read(text), faults: substitution.faults, unset: substitution.unset };
}

class Substitution {
  readonly faults: string[] = [];
  readonly unset: string[] = [];

  constructor(private readonly lookup: Lookup) {}

  read(template: string): string {
    let out = "";
    for (let at = 0; at < template.length;) {
      const dollar = template.indexOf("$", at);
      if (dollar < 0) return out + template.slice(at);
      const reference = referenceAt(template, dollar);
      out += template.slice(at, dollar) + this.textOf(reference);
      at = reference.end;
    }
    return out;
  }

  private textOf(reference: Reference): string {
    if (reference.kind === "text") return reference.text;
    if (reference.kind === "variable") return this.valueOf(reference);
    this.faults.push("${ must be followed by a name and be closed by }; write $$ for a dollar sign");
    return "";
  }

  private valueOf({ name, operator, rest }: Variable): string {
    const value = this.lookup(name);
    if (operator === undefined) {
      if (value === undefined) this.unset.push(name);
      return value ?? "";
    }
    const counts = value !== undefined && !(value === "" && operator.startsWith(":"));
    if (operator.endsWith("+")) return counts ? this.read(rest) : "";
    if (counts) return value;
    return operator.endsWith("-") ? this.read(rest) : this.missing(name, rest);
  }

  private missing(name: string, template: string): string {
    const why = this.read(template);
    this.faults.push(`the variable ${name} must be set${why === "" ? "" : `: ${why}`}`);
    return "";
  }
}

interface Variable {
  readonly kind: "variable";
  readonly name: string;
  readonly operator?: string;
  /** What follows the operator. */
  readonly rest: string;
  readonly end: number;
}

type Reference =
  | { readonly kind: "text"; readonly text: string; readonly end: number }
  | { readonly kind: "broken"; readonly end: number }
  | Variable;

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
