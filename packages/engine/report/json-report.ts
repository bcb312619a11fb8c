import type { EngineEvent } from "@berth/model/events";
import type { DisplayOptions } from "./display-options";
import { renderDigest } from "./digest";
import { eventLines } from "./json";

/** Writes a run as JSON: a line for each event while it goes on, or for a preview one object at its end. */
export class JsonReport {
  private readonly events: EngineEvent[] = [];
  private sequence = 1;

  constructor(
    private readonly output: (text: string) => void,
    private readonly options: DisplayOptions & { readonly preview: boolean },
  ) {}

  readonly handle = (event: EngineEvent): void => {
    if (this.options.preview) {
      this.events.push(event);
      return;
    }
    const lines = eventLines(event, this.sequence, this.options);
    lines.forEach(this.output);
    this.sequence += lines.length;
  };

  end(): void {
    if (this.options.preview) this.output(renderDigest(this.events, this.options));
    else
      this.output(
        JSON.stringify({ sequence: this.sequence, timestamp: Math.floor(Date.now() / 1000), cancelEvent: {} }),
      );
  }

  close(): void {
    return;
  }
}
