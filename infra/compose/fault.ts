import { describePath, type Fault as ReaderFault, type Path } from "@berth/compose";

export type { Path } from "@berth/compose";

/** One thing wrong with a compose file: where, which rule, and what was found. */
export interface Fault extends Omit<ReaderFault, "origin"> {
  /** As the reader would open it; left out: the project's first file. */
  readonly file?: string;
  /** From 1; left out where the file has no such place. */
  readonly line?: number;
}

const MAX_VALUE_LENGTH = 60;

/** Every fault of a compose project at once, a line each: `file:line: path: rule (got value)`. */
export class ComposeError extends Error {
  override readonly name = "ComposeError";
  /** By which Pulumi knows an error that is the user's to mend, and prints it without a stack. */
  readonly __pulumiRunError = true;

  constructor(
    readonly file: string,
    readonly faults: readonly Fault[],
  ) {
    super(faults.map((fault) => describeFault(file, fault)).join("\n"));
  }
}

/** Collects faults, and what is taken with a difference, under the path it stands at; all places share the lists. */
export class Place {
  constructor(
    readonly path: Path,
    readonly faults: Fault[],
    readonly notices: Fault[] = [],
  ) {}

  at(...keys: (string | number)[]): Place {
    return new Place([...this.path, ...keys], this.faults, this.notices);
  }

  /** Returns undefined, so that a reader can end with it. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the reader's own type, or each would need a line more
  fault<T>(rule: string, value?: unknown): T | undefined {
    this.faults.push(value === undefined ? { path: this.path, rule } : { path: this.path, rule, value });
    return undefined;
  }

  /** What is taken, but not quite as Compose would. */
  notice(difference: string): void {
    this.notices.push({ path: this.path, rule: difference });
  }
}

/** `file:line: path: rule (got value)`. */
export function describeFault(file: string, { path, rule, value, ...where }: Fault): string {
  const text = value === undefined ? undefined : JSON.stringify(value);
  const short = text !== undefined && text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
  const name = where.file ?? file;
  return [
    where.line === undefined ? name : `${name}:${where.line}`,
    ...(path.length === 0 ? [] : [describePath(path)]),
    short === undefined ? rule : `${rule} (got ${short})`,
  ].join(": ");
}
