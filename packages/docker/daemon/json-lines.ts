import { EngineError } from "@berth/model/engine-error";

const maxLineBytes = 16 * 1024 * 1024;

/** Cuts a stream into its JSON objects, one a line; rejects what is not JSON and lines over 16 MiB. */
export class JsonLines {
  private rest: Buffer[] = [];
  private size = 0;

  constructor(
    private readonly doing: string,
    private readonly onLine: (line: Readonly<Record<string, unknown>>) => void,
  ) {}

  push(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      this.keep(chunk.subarray(from, end));
      this.flush();
      from = end + 1;
    }
    this.keep(chunk.subarray(from));
  }

  /** The stream's end: what has no newline after it is a line too. */
  end(): void {
    this.flush();
  }

  private keep(part: Buffer): void {
    this.rest.push(part);
    this.size += part.length;
    if (this.size > maxLineBytes)
      throw new EngineError(`${this.doing}: the daemon sent a line over ${maxLineBytes} bytes`);
  }

  private flush(): void {
    const text = Buffer.concat(this.rest).toString("utf8").trim();
    this.rest = [];
    this.size = 0;
    if (text !== "") this.onLine(this.parse(text));
  }

  private parse(text: string): Readonly<Record<string, unknown>> {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
    } catch (cause) {
      throw new EngineError(`${this.doing}: the daemon sent what is not JSON: ${text.slice(0, 200)}`, { cause });
    }
    throw new EngineError(`${this.doing}: the daemon sent what is not an object: ${text.slice(0, 200)}`);
  }
}
