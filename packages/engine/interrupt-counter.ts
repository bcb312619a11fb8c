/** How long after the first signal another one is the same: `timeout`, systemd and CI send one to each process of a group. */
const burstMs = 1_000;

/** Tells what a signal means to a run. */
export class InterruptCounter {
  private first: number | undefined;

  /** "stop" for the first signal, "same" for one that came with it, "kill" for any later one. `now` is in milliseconds. */
  count(now: number): "stop" | "same" | "kill" {
    if (this.first === undefined) {
      this.first = now;
      return "stop";
    }
    return now - this.first < burstMs ? "same" : "kill";
  }
}
