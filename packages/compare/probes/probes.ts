import { projectFolder } from "@berth/cli/stack";
import type { Result } from "../figures/reading";
import type { OwnStack } from "../stacks/own-stack";
import { bootPhases, bootResult } from "../parse/boot";
import { diskResults, parseDisk } from "../parse/disk";
import { isolationResults, parseIsolation } from "../parse/isolation";
import { parseSeccomp, syscallResult } from "../parse/seccomp";
import type { Subject } from "../stacks/subject";
import { readChange } from "./change";
import { readCopies, readCopy } from "./copies";
import { readMemory, readNeighbours, readRestart } from "./single-readings";
import { readMove, readTargets } from "./portability";
import { onEach, type Probe } from "./probe";
import { readIdle, readRequests } from "./requests";

const once = { full: 1, quick: 1 } as const;
const often = { full: 5, quick: 2 } as const;

/** Probes that any running stack allows, in the order of a round. */
const readOnlyProbes: readonly Probe[] = [
  {
    id: "isolation",
    what: "reading the isolation",
    guessSeconds: 4,
    rounds: once,
    measures: ["kernels", "namespaces", "domains", "capabilities"],
    read: async (subject) => isolationResults((await onEach(subject, "isolation")).map(parseIsolation)),
  },
  {
    id: "seccomp",
    what: "reading the filters of system calls",
    guessSeconds: 4,
    rounds: once,
    measures: ["syscalls"],
    read: async (subject) => [syscallResult((await onEach(subject, "seccomp")).map(parseSeccomp))],
  },
  {
    id: "neighbours",
    what: "trying to read the neighbours",
    guessSeconds: 6,
    rounds: once,
    measures: ["neighbours"],
    read: readNeighbours,
  },
  {
    id: "disk",
    what: "measuring the disks",
    guessSeconds: 8,
    rounds: once,
    measures: ["disk-base", "disk-services"],
    read: async (subject) => diskResults((await onEach(subject, "disk")).map(parseDisk)),
  },
  {
    id: "move",
    what: "measuring what has to move",
    guessSeconds: 10,
    rounds: once,
    measures: ["move-bytes"],
    read: readMove,
  },
  {
    id: "idle",
    what: "watching the idle processors",
    guessSeconds: 22,
    rounds: often,
    measures: ["cpu-idle"],
    read: readIdle,
  },
  {
    id: "memory",
    what: "measuring the memory",
    guessSeconds: 4,
    rounds: often,
    measures: ["memory-computer", "memory-hosts", "memory-services"],
    read: readMemory,
  },
  {
    id: "requests",
    what: "measuring requests",
    guessSeconds: 30,
    rounds: often,
    measures: ["rate", "latency-median", "latency-p99", "cpu-requests"],
    read: readRequests,
  },
  {
    id: "restart",
    what: "restarting api",
    guessSeconds: 12,
    rounds: often,
    measures: ["restart"],
    read: readRestart,
  },
];

/** Probes of stacks that were passed in. Their boot is the last one, whenever it was. */
export const givenProbes: readonly Probe[] = [
  {
    id: "boot",
    what: "reading how long the boot took",
    guessSeconds: 3,
    rounds: once,
    measures: ["boot"],
    read: async (subject) => [await readBoot(subject)],
  },
  ...readOnlyProbes,
];

/** Probes of stacks that the comparison has created and may change. */
export const ownProbes: readonly Probe[] = [
  ...readOnlyProbes,
  {
    id: "targets",
    what: "planning the stack on all targets",
    guessSeconds: 15,
    rounds: once,
    measures: ["targets"],
    read: ({ name }, signal) => readTargets(name, projectFolder, signal),
  },
  {
    id: "change",
    what: "shipping a changed line",
    guessSeconds: 40,
    rounds: { full: 4, quick: 2 },
    measures: ["change-time", "change-bytes", "change-downtime"],
    read: (subject) => readChange(subject, owned(subject)),
  },
  {
    id: "copy",
    what: "starting a few copies of api",
    guessSeconds: 45,
    rounds: once,
    measures: ["copy", "disk-copy"],
    read: (subject, signal) => readCopy(subject, owned(subject), signal),
  },
  {
    id: "copies",
    what: "starting copies of api until no more fit",
    guessSeconds: 150,
    rounds: { full: 1, quick: 0 },
    place: "last",
    measures: ["copies"],
    read: (subject, signal) => readCopies(subject, owned(subject), signal),
  },
];

/** Finds the probe of a task; throws if none has that ID. */
export function probeOf(id: string, probes: readonly Probe[]): Probe {
  const probe = probes.find((each) => each.id === id);
  if (probe === undefined) throw new Error(`unknown probe ${id}`);
  return probe;
}

/** Reads how long the last boot took. */
export async function readBoot(subject: Subject): Promise<Result> {
  return bootResult((await onEach(subject, "boot")).map(bootPhases));
}

function owned({ own, stack }: Subject): OwnStack {
  if (own === undefined) throw new Error(`stack ${stack} was passed in, so the comparison may not modify it`);
  return own;
}
