import type { Result } from "../figures/reading";
import { type SteadyRequests, requestSteadily } from "../host/request-steadily";
import { onSameProcessors } from "../host/processors";
import { cpuForRequests, idleCpu } from "../parse/cpu";
import type { Subject } from "../stacks/subject";
import { amountsOf } from "./probe";

const connections = 8;
/** Node.js, and an emulator, compile what they run: readings start after that. */
const warmUpSeconds = 10;
const askSeconds = 12;
const quietSeconds = 10;

/** Reads idle processor time by one script on each host, so that no SSH session starts or ends meanwhile. */
export async function readIdle(subject: Subject): Promise<readonly Result[]> {
  return [idleCpu(await amountsOf(subject, "cpu", String(quietSeconds)))];
}

/** Measures requests. Machines of given stacks are not pinned to processors. */
export function readRequests(subject: Subject): Promise<readonly Result[]> {
  const url = new URL("/api/links", subject.url).href;
  return onSameProcessors(subject.own?.processes() ?? [], async () => {
    allAnswered(await requestSteadily(url, connections, warmUpSeconds));
    const before = await amountsOf(subject, "cpu", "begin");
    const asked = allAnswered(await requestSteadily(url, connections, askSeconds));
    const after = await amountsOf(subject, "cpu", "end");
    return [...requestResults(asked), cpuForRequests({ before, after }, asked.answers)];
  });
}

/** Throws unless every request was answered: a rate with refused requests in it is not comparable. */
export function allAnswered(asked: SteadyRequests): SteadyRequests {
  if (asked.faults.length > 0) throw new Error(`not every request was answered: ${asked.faults.join("; ")}`);
  if (asked.answers === 0) throw new Error("no request was answered");
  return asked;
}

function requestResults({ answers, seconds, medianMs, p99Ms }: SteadyRequests): readonly Result[] {
  return [
    { measure: "rate", value: answers / seconds },
    { measure: "latency-median", value: medianMs },
    { measure: "latency-p99", value: p99Ms },
  ];
}
