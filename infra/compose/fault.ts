export type Path = readonly (string | number)[];

/** One thing wrong with a compose file: where, which rule, and what was found. */
export interface Fault {
  readonly path: Path;
  readonly rule: string;
  /** As found in the file; left out where there is none. */
  readonly value?: unknown;
  /** From 1; left out where the file has no such place. */
  readonly line?: number;
}

const MAX_VALUE_LENGTH = 60;

/** Every fault of a compose file at once, a line each: `file:line: path: rule (got value)`. */
export class ComposeError extends Error {
  override readonly name = "ComposeError";
  /** By which Pulumi knows an error that is the user's to mend, and prints it without a stack. */
  readonly __pulumiRunError = true;

  constructor(
    readonly file: string,
    readonly faults: readonly Fault[],
  ) {
    super(faults.map((fault) => describe(file, fault)).join("\n"));
  }
}

/** Collects faults under the path it stands at; all places of a file share one list. */
export class Place {
  constructor(
    readonly path: Path,
    readonly faults: Fault[],
  ) {}

  at(key: string | number): Place {
    return new Place([...this.path, key], this.faults);
  }

  /** Returns undefined, so that a reader can end with it. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the reader's own type, or each would need a line more
  fault<T>(rule: string, value?: unknown): T | undefined {
    this.faults.push(value === undefined ? { path: this.path, rule } : { path: this.path, rule, value });
    return undefined;
  }
}

function describe(file: string, { path, rule, value, line }: Fault): string {
  const where = path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`))
    .join("")
    .replace(/^\./, "");
  const text = value === undefined ? undefined : JSON.stringify(value);
  const short = text !== undefined && text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
  return [
    line === undefined ? file : `${file}:${line}`,
    ...(where === "" ? [] : [where]),
    short === undefined ? rule : `${rule} (got ${short})`,
  ].join(": ");
}
