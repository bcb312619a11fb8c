import type { Result } from "../figures/reading";
import { type Asked, askSteadily } from "../host/ask-steadily";
import { onSameProcessors } from "../host/processors";
import { cpuForRequests, idleCpu } from "../parse/cpu";
import type { Side } from "../stacks/side";
import { amountsOf } from "./probe";

const connections = 8;
/** Until what is compiled as it is used (Node, and under emulation everything) is compiled. */
const warmUpSeconds = 10;
const askSeconds = 12;
const quietSeconds = 10;

/** Watched on the hosts themselves: no session begins or ends meanwhile. */
export async function readIdle(side: Side): Promise<readonly Result[]> {
  return [idleCpu(await amountsOf(side, "cpu", String(quietSeconds)))];
}

/** Stacks of somebody else's stay on the processors that they are on. */
export function readRequests(side: Side): Promise<readonly Result[]> {
  const url = new URL("/api/links", side.url).href;
  return onSameProcessors(side.own?.processes() ?? [], async () => {
    allAnswered(await askSteadily(url, connections, warmUpSeconds));
    const before = await amountsOf(side, "cpu", "begin");
    const asked = allAnswered(await askSteadily(url, connections, askSeconds));
    const after = await amountsOf(side, "cpu", "end");
    return [...requestResults(asked), cpuForRequests({ before, after }, asked.answers)];
  });
}

/** A rate of which some were refused is none, and what they took of a processor says nothing. */
export function allAnswered(asked: Asked): Asked {
  if (asked.faults.length > 0) throw new Error(`not every request was answered: ${asked.faults.join("; ")}`);
  if (asked.answers === 0) throw new Error("no request was answered");
  return asked;
}

function requestResults({ answers, seconds, medianMs, p99Ms }: Asked): readonly Result[] {
  return [
    { measure: "rate", value: answers / seconds },
    { measure: "latency-median", value: medianMs },
    { measure: "latency-p99", value: p99Ms },
  ];
}
