import type { EngineEvent } from "@berth/model/events";
import type { DisplayOptions } from "./display-options";
import { renderDigest } from "./digest";
import type { EventFields } from "./event-metadata";
import { EventStream } from "./event-stream";

/** Writes a run as JSON: a line for each event while it goes on, or for a preview one object at its end. */
export class JsonReport {
  private readonly events: EngineEvent[] = [];
  private readonly stream: EventStream;
  private sequence = 1;

  constructor(
    private readonly output: (text: string) => void,
    private readonly options: DisplayOptions & { readonly preview: boolean },
  ) {
    this.stream = new EventStream(options);
  }

  readonly handle = (event: EngineEvent): void => {
    if (this.options.preview) {
      this.events.push(event);
      return;
    }
    this.stream.of(event).forEach((body) => this.line(body));
  };

  end(): void {
    if (this.options.preview) this.output(renderDigest(this.events, this.options));
    else this.line({ cancelEvent: {} });
  }

  close(): void {
    return;
  }

  private line(body: EventFields): void {
    this.output(JSON.stringify({ sequence: this.sequence, timestamp: Math.floor(Date.now() / 1000), ...body }));
    this.sequence += 1;
  }
}
