export interface Traffic {
  readonly requests: number;
  readonly failures: readonly string[];
}

/** Whether a request was answered well; else what went wrong. */
type Send = () => Promise<string | undefined>;

/** Sends ten requests a second at most, one at a time, until `stop` is called (at most ten minutes). */
export function drive(urlOrSend: string | Send): { stop: () => Promise<Traffic> } {
  const send = typeof urlOrSend === "string" ? () => ask(urlOrSend) : urlOrSend;
  const end = Date.now() + 600_000;
  const failures: string[] = [];
  let requests = 0;
  let running = true;
  const loop = async () => {
    while (running && Date.now() < end) {
      requests += 1;
      const fault = await send();
      if (fault !== undefined) failures.push(`request ${requests}: ${fault}`);
      await new Promise((wake) => setTimeout(wake, 100));
    }
  };
  const done = loop();
  return {
    stop: async () => {
      running = false;
      await done;
      return { requests, failures };
    },
  };
}

async function ask(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(20_000), headers: { connection: "close" } });
    await answer.arrayBuffer();
    return answer.ok ? undefined : `status ${answer.status}`;
  } catch (error) {
    return error instanceof Error
      ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ""}`
      : String(error);
  }
}
