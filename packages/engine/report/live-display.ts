import { clearScreenDown, cursorTo, moveCursor } from "node:readline";
import type { EngineEvent } from "@berth/model/events";
import { emptyState, nextState, renderFrame } from "./live-frame";

const redrawMs = 200;

/** The part of a terminal that the display needs. */
export type Terminal = NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };

/** Keeps the running steps of a run in the last lines of a terminal, below the lines that stay. `close` erases them. */
export class LiveDisplay {
  private state = emptyState(Date.now());
  private height = 0;
  private readonly timer = setInterval(() => this.redraw(), redrawMs);

  constructor(private readonly terminal: Terminal) {
    this.timer.unref();
  }

  readonly handle = (event: EngineEvent): void => {
    this.state = nextState(this.state, event, Date.now());
  };

  /** Writes a line that stays above the display. */
  readonly print = (line: string): void => {
    this.erase();
    this.terminal.write(`${line}\n`);
    this.draw();
  };

  close(): void {
    clearInterval(this.timer);
    this.erase();
  }

  private redraw(): void {
    this.erase();
    this.draw();
  }

  private erase(): void {
    if (this.height === 0) return;
    moveCursor(this.terminal, 0, -this.height);
    cursorTo(this.terminal, 0);
    clearScreenDown(this.terminal);
    this.height = 0;
  }

  private draw(): void {
    const { columns = 80, rows = 24 } = this.terminal;
    const lines = renderFrame(this.state, Date.now(), { columns, rows });
    if (lines.length > 0) this.terminal.write(`${lines.join("\n")}\n`);
    this.height = lines.length;
  }
}
