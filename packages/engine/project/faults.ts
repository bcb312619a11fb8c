import { EngineError } from "@berth/model/engine-error";

/** Collects everything that is wrong with a file, so that one run reports it all. */
export class Faults {
  private readonly texts: string[] = [];

  /** `path` is where in the file: "config.cpus.type". */
  add(path: string, text: string): void {
    this.texts.push(`${path}: ${text}`);
  }

  /** Throws an EngineError with one line a fault, `subject` first; does nothing when there is none. */
  raise(subject: string): void {
    if (this.texts.length === 0) return;
    throw new EngineError(`${subject}:${this.texts.map((text) => `\n  ${text}`).join("")}`);
  }
}
