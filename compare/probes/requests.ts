import { setTimeout as sleep } from "node:timers/promises";
import type { Result } from "../figures/reading";
import { type Asked, askSteadily } from "../host/ask-steadily";
import { onSameProcessors } from "../host/processors";
import { qemuProcesses } from "../host/qemu-processes";
import { cpuForRequests, idleCpu } from "../parse/cpu";
import type { Side } from "../stacks/side";
import { amountsOf } from "./probe";

const connections = 8;
/** Until what is compiled as it is used (Node, and under emulation everything) is compiled. */
const warmUpSeconds = 10;
const askSeconds = 12;
const quietSeconds = 10;

export async function readIdle(side: Side): Promise<readonly Result[]> {
  const before = await amountsOf(side, "cpu");
  const begin = performance.now();
  await sleep(quietSeconds * 1000);
  const after = await amountsOf(side, "cpu");
  return [idleCpu({ before, after }, (performance.now() - begin) / 1000)];
}

export function readRequests(side: Side): Promise<readonly Result[]> {
  const machines = side.privateFolder === undefined ? [] : qemuProcesses(side.privateFolder);
  const url = new URL("/api/links", side.url).href;
  return onSameProcessors(machines, async () => {
    await askSteadily(url, connections, warmUpSeconds);
    const before = await amountsOf(side, "cpu");
    const asked = await askSteadily(url, connections, askSeconds);
    const after = await amountsOf(side, "cpu");
    return [...requestResults(asked), cpuForRequests({ before, after }, asked.answers)];
  });
}

/** A rate of which some were refused is none. */
export function requestResults({ answers, faults, seconds, medianMs, p99Ms }: Asked): readonly Result[] {
  const measures = { rate: answers / seconds, "latency-median": medianMs, "latency-p99": p99Ms };
  const reason = faults.length > 0 ? `not every request was answered: ${faults.join("; ")}` : "no request was answered";
  return Object.entries(measures).map(([measure, value]) =>
    faults.length > 0 || answers === 0 ? { measure, reason } : { measure, value },
  );
}
