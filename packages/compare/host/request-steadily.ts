import { Agent, get } from "node:http";
import { createHistogram, type RecordableHistogram } from "node:perf_hooks";

export interface SteadyRequests {
  readonly answers: number;
  /** What went wrong, each kind once. */
  readonly faults: readonly string[];
  readonly seconds: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

const answerLimitMs = 20_000;

/** Keeps `connections` connections open for `seconds`; each sends its next request after an answer. The first error ends it. */
export async function requestSteadily(url: string, connections: number, seconds: number): Promise<SteadyRequests> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const microseconds = createHistogram();
  const faults = new Set<string>();
  const begin = performance.now();
  const end = begin + seconds * 1000;
  const one = async () => {
    while (performance.now() < end && faults.size === 0) {
      await request(url, agent, microseconds).catch((fault: unknown) => faults.add(String(fault)));
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

/** Sends one request and records the time to the last byte of its answer; rejects on any status but 200. */
function request(url: string, agent: Agent, microseconds: RecordableHistogram): Promise<void> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const sent = get(url, { agent, timeout: answerLimitMs }, (response) => {
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
    sent.on("timeout", () => sent.destroy(new Error(`no answer within ${answerLimitMs / 1000} s`)));
    sent.on("error", reject);
  });
}
