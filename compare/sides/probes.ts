import { setTimeout as sleep } from "node:timers/promises";
import type { Result } from "../figures/reading";
import { type Asked, askSteadily } from "../host/ask-steadily";
import { pssOf, qemuProcesses } from "../host/qemu-processes";
import { runScript, type Script } from "../host/run-script";
import { parseAmounts } from "../parse/amounts";
import { bootPhases, bootResult } from "../parse/boot";
import { cpuForRequests, idleCpu } from "../parse/cpu";
import { diskResults, parseDisk } from "../parse/disk";
import { isolationResults, parseIsolation } from "../parse/isolation";
import { memoryResults } from "../parse/memory";
import { restartReading } from "../parse/restart";
import type { ProbeSpec } from "../plan/task";
import type { Side } from "./side";

/** A probe and what it does; `measures` have no figure when it fails. */
export interface Probe extends ProbeSpec {
  readonly measures: readonly string[];
  readonly read: (side: Side) => Promise<readonly Result[]>;
}

const connections = 8;
const warmUpSeconds = 5;
const askSeconds = 20;
const quietSeconds = 20;

export const probes: readonly Probe[] = [
  {
    id: "boot",
    what: "asking how long the start took",
    guessSeconds: 5,
    rounds: { full: 1, quick: 1 },
    measures: ["boot"],
    read: async (side) => [bootResult((await onEach(side, "boot")).map(bootPhases))],
  },
  {
    id: "isolation",
    what: "looking at the isolation",
    guessSeconds: 8,
    rounds: { full: 1, quick: 1 },
    measures: ["kernels", "namespaces", "domains", "capabilities"],
    read: async (side) => isolationResults((await onEach(side, "isolation")).map(parseIsolation)),
  },
  {
    id: "disk",
    what: "measuring the disks",
    guessSeconds: 15,
    rounds: { full: 1, quick: 1 },
    measures: ["disk-base", "disk-services"],
    read: async (side) => diskResults((await onEach(side, "disk")).map(parseDisk)),
  },
  {
    id: "idle",
    what: "watching the idle processors",
    guessSeconds: 30,
    rounds: { full: 3, quick: 2 },
    measures: ["cpu-idle"],
    read: readIdle,
  },
  {
    id: "memory",
    what: "measuring the memory",
    guessSeconds: 10,
    rounds: { full: 3, quick: 2 },
    measures: ["memory-computer", "memory-hosts", "memory-services"],
    read: async (side) => [computerMemory(side), ...memoryResults(await amounts(side, "memory"))],
  },
  {
    id: "requests",
    what: "asking for links",
    guessSeconds: 40,
    rounds: { full: 3, quick: 2 },
    measures: ["rate", "latency-median", "latency-p99", "cpu-requests"],
    read: readRequests,
  },
  {
    id: "restart",
    what: "restarting api",
    guessSeconds: 20,
    rounds: { full: 3, quick: 2 },
    measures: ["restart"],
    read: readRestart,
  },
];

async function readIdle(side: Side): Promise<readonly Result[]> {
  const before = await amounts(side, "cpu");
  const begin = performance.now();
  await sleep(quietSeconds * 1000);
  const after = await amounts(side, "cpu");
  return [idleCpu({ before, after }, (performance.now() - begin) / 1000)];
}

async function readRequests(side: Side): Promise<readonly Result[]> {
  const url = new URL("/api/links", side.url).href;
  await askSteadily(url, connections, warmUpSeconds);
  const before = await amounts(side, "cpu");
  const asked = await askSteadily(url, connections, askSeconds);
  const after = await amounts(side, "cpu");
  return [...requestResults(asked), cpuForRequests({ before, after }, asked.answers)];
}

/** A rate of which some were refused is none. */
export function requestResults({ answers, faults, seconds, medianMs, p99Ms }: Asked): readonly Result[] {
  const measures = { rate: answers / seconds, "latency-median": medianMs, "latency-p99": p99Ms };
  const reason = faults.length > 0 ? `not every request was answered: ${faults.join("; ")}` : "no request was answered";
  return Object.entries(measures).map(([measure, value]) =>
    faults.length > 0 || answers === 0 ? { measure, reason } : { measure, value },
  );
}

/** On the first host that answers as api's: the others have none of it. */
async function readRestart(side: Side): Promise<readonly Result[]> {
  const machines = await amounts(side, "memory");
  const host = side.hosts.find((_, index) => machines[index]?.services.has("api"));
  if (host === undefined) throw new Error(`no host of stack ${side.stack} runs api`);
  return [restartReading(await runScript(host, "restart", "api"))];
}

function computerMemory({ privateFolder, stack }: Side): Result {
  const measure = "memory-computer";
  if (privateFolder === undefined) return { measure, reason: "the machines are not on this computer" };
  const processes = qemuProcesses(privateFolder);
  if (processes.length === 0) return { measure, reason: `no QEMU of stack ${stack} was found on this computer` };
  return { measure, value: pssOf(processes) };
}

async function amounts(side: Side, script: "memory" | "cpu") {
  return (await onEach(side, script)).map(parseAmounts);
}

/** On all hosts at once: on one processor that is as long as one after the other, and the reading is of one time. */
function onEach({ hosts }: Side, script: Script): Promise<string[]> {
  return Promise.all(hosts.map((host) => runScript(host, script)));
}
