import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "@berth/model/engine-error";
import type { Daemon } from "./daemon";
import { isStatus } from "./daemon-error";

const limitMs = 30_000;
const retryMs = 1_000;

export interface Removal {
  readonly path: string;
  readonly query?: Readonly<Record<string, boolean>>;
  /** For error messages: "remove volume x". */
  readonly doing: string;
  /** Part of the daemon's refusal while a container still uses it. */
  readonly busy: string;
  readonly signal?: AbortSignal | undefined;
}

/** Deletes what is busy until its last container is gone: that is waited for, 30 s, not forced. Gone already is fine. */
export async function removeWhenFree(daemon: Daemon, { busy, ...call }: Removal): Promise<void> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    try {
      await daemon.call({ method: "DELETE", ...call });
      return;
    } catch (error) {
      if (isStatus(error, 404)) return;
      const isBusy = error instanceof EngineError && error.message.includes(busy);
      if (!isBusy || Date.now() > deadline) throw error;
    }
    await sleep(retryMs, undefined, { signal: call.signal });
  }
}
