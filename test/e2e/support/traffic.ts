export interface Traffic {
  readonly requests: number;
  readonly failures: readonly string[];
}

/** Asks `url` ten times a second, one request at a time, until `stop` is called (at most ten minutes). */
export function drive(url: string): { stop: () => Promise<Traffic> } {
  const end = Date.now() + 600_000;
  const failures: string[] = [];
  let requests = 0;
  let running = true;
  const loop = async () => {
    while (running && Date.now() < end) {
      requests += 1;
      const fault = await ask(url);
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
