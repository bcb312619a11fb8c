import { projectFolder } from "@berth/cli/stack";
import type { Result } from "../figures/reading";
import type { OwnStack } from "../stacks/own-stack";
import { bootPhases, bootResult } from "../parse/boot";
import { diskResults, parseDisk } from "../parse/disk";
import { isolationResults, parseIsolation } from "../parse/isolation";
import { parseSeccomp, syscallResult } from "../parse/seccomp";
import type { Side } from "../stacks/side";
import { readChange } from "./change";
import { readCopies, readCopy } from "./copies";
import { readMemory, readNeighbours, readRestart } from "./looks";
import { readMove, readTargets } from "./portability";
import { onEach, type Probe } from "./probe";
import { readIdle, readRequests } from "./requests";

const once = { full: 1, quick: 1 } as const;
const often = { full: 5, quick: 2 } as const;

/** Of any stack that is up, in the order in which a round asks them. */
const looks: readonly Probe[] = [
  {
    id: "isolation",
    what: "looking at the isolation",
    guessSeconds: 4,
    rounds: once,
    measures: ["kernels", "namespaces", "domains", "capabilities"],
    read: async (side) => isolationResults((await onEach(side, "isolation")).map(parseIsolation)),
  },
  {
    id: "seccomp",
    what: "reading the filters of system calls",
    guessSeconds: 4,
    rounds: once,
    measures: ["syscalls"],
    read: async (side) => [syscallResult((await onEach(side, "seccomp")).map(parseSeccomp))],
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
    read: async (side) => diskResults((await onEach(side, "disk")).map(parseDisk)),
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
    what: "asking for links",
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

/** Of stacks that somebody else brought up: their last start is what it is. */
export const givenProbes: readonly Probe[] = [
  {
    id: "boot",
    what: "asking how long the start took",
    guessSeconds: 3,
    rounds: once,
    measures: ["boot"],
    read: async (side) => [await readBoot(side)],
  },
  ...looks,
];

/** Of stacks that the comparison has made itself, and that it may change. */
export const ownProbes: readonly Probe[] = [
  ...looks,
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
    read: (side) => readChange(side, owned(side)),
  },
  {
    id: "copy",
    what: "starting a few copies of api",
    guessSeconds: 45,
    rounds: once,
    measures: ["copy", "disk-copy"],
    read: (side, signal) => readCopy(side, owned(side), signal),
  },
  {
    id: "copies",
    what: "starting copies of api until no more fit",
    guessSeconds: 150,
    rounds: { full: 1, quick: 0 },
    place: "last",
    measures: ["copies"],
    read: (side, signal) => readCopies(side, owned(side), signal),
  },
];

/** The probe that a task names; throws where there is none. */
export function probeOf(id: string, probes: readonly Probe[]): Probe {
  const probe = probes.find((each) => each.id === id);
  if (probe === undefined) throw new Error(`there is no probe ${id}`);
  return probe;
}

/** Of a machine's last start. */
export async function readBoot(side: Side): Promise<Result> {
  return bootResult((await onEach(side, "boot")).map(bootPhases));
}

function owned({ own, stack }: Side): OwnStack {
  if (own === undefined) throw new Error(`stack ${stack} is somebody's: it is not changed`);
  return own;
}
