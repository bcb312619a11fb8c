import { Agent, get } from "node:http";
import { createHistogram, type RecordableHistogram } from "node:perf_hooks";

export interface Asked {
  readonly answers: number;
  /** What went wrong, each kind once. */
  readonly faults: readonly string[];
  readonly seconds: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

const answerLimitMs = 20_000;

/** Keeps `connections` connections open for `seconds`; each asks again when it is answered. The first fault ends it. */
export async function askSteadily(url: string, connections: number, seconds: number): Promise<Asked> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const microseconds = createHistogram();
  const faults = new Set<string>();
  const begin = performance.now();
  const end = begin + seconds * 1000;
  const one = async () => {
    while (performance.now() < end && faults.size === 0) {
      await ask(url, agent, microseconds).catch((fault: unknown) => faults.add(String(fault)));
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  const taken = (performance.now() - begin) / 1000;
  agent.destroy();
  return {
    answers: microseconds.count,
    faults: [...faults],
    seconds: taken,
    medianMs: microseconds.percentile(50) / 1000,
    p99Ms: microseconds.percentile(99) / 1000,
  };
}

/** From sending to the last byte of an answer; anything but a 200 is a fault. */
function ask(url: string, agent: Agent, microseconds: RecordableHistogram): Promise<void> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, timeout: answerLimitMs }, (response) => {
      response.resume();
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode ?? "none"}`));
        else {
          microseconds.record(Math.max(1, Math.round((performance.now() - begin) * 1000)));
          resolve();
        }
      });
    });
    request.on("timeout", () => request.destroy(new Error(`no answer within ${answerLimitMs / 1000} s`)));
    request.on("error", reject);
  });
}
