export type Path = readonly (string | number)[];

/** Where in which file something is written. */
export interface Origin {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** One thing wrong with a project: where, which rule, and what was found. */
export interface Fault {
  readonly path: Path;
  readonly rule: string;
  /** As found in the file; left out where there is none. */
  readonly value?: unknown;
  /** Left out where no file has such a place. */
  readonly origin?: Origin;
}

const MAX_VALUE_LENGTH = 60;

/** A fault as one line: `file:line: path: rule (got value)`. */
export function describeFault({ path, rule, value, origin }: Fault): string {
  const text = value === undefined ? undefined : JSON.stringify(value);
  const short = text !== undefined && text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
  return [
    ...(origin === undefined ? [] : [`${origin.file}:${origin.line}`]),
    ...(path.length === 0 ? [] : [describePath(path)]),
    short === undefined ? rule : `${rule} (got ${short})`,
  ].join(": ");
}

export function describePath(path: Path): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`))
    .join("")
    .replace(/^\./, "");
}
