import { freemem } from "node:os";
import type { Result } from "../figures/reading";
import { ContainerCopies } from "../copies/container-copies";
import type { Copies } from "../copies/copies";
import { MachineCopies, removeMachineCopies } from "../copies/machine-copies";
import { optionOf, type QemuProcess } from "../host/qemu-processes";
import { runScript } from "../host/run-script";
import type { OwnStack } from "../stacks/own-stack";
import { hostWith, type Subject } from "../stacks/subject";

const service = "api";
/** Enough to see how much their times differ. */
const few = 2;
const memoryMiB = 4096;
/** Most copies in all, the stack's own included: enough for a verdict, in little time. */
const cap = 24;
/** Beside what the machines get. */
const spareBytes = 512 * 2 ** 20;

/** Starts a few copies of api beside the stack's own, and takes them away again. */
export async function readCopy(subject: Subject, own: OwnStack, signal: AbortSignal): Promise<readonly Result[]> {
  return withCopies(await copiesOf(subject, own, signal), async (copies) => {
    const { seconds, fault } = await startAll(copies, few, signal);
    if (fault !== undefined) throw new Error(fault);
    return [
      ...seconds.map((value) => ({ measure: "copy", value })),
      { measure: "disk-copy", value: await copies.bytes() },
    ];
  });
}

/** Starts copies of api beside gateway and db until 4 GiB are given out or one fails. The containers' host gets 4 GiB for it. */
export async function readCopies(subject: Subject, own: OwnStack, signal: AbortSignal): Promise<readonly Result[]> {
  if (freemem() < memoryMiB * 2 ** 20 + spareBytes)
    throw new Error(`this computer has less than ${memoryMiB} MiB and a half free for it`);
  if (subject.name === "containers") {
    own.configure({ memoryMiB });
    await own.up();
  }
  const { most, why } = limitOf(subject, own);
  return withCopies(await copiesOf(subject, own, signal), async (copies) => {
    const { seconds, fault } = await startAll(copies, most, signal);
    return [copiesResult({ started: seconds.length, answering: await copies.answering(), fault, why })];
  });
}

export interface Started {
  /** Further copies, and how many of them answered at the end. */
  readonly started: number;
  readonly answering: number;
  /** Why the next one did not start. */
  readonly fault: string | undefined;
  /** Why none more was tried. */
  readonly why: string;
}

/** Counts copies, the stack's own included; throws if a copy stopped answering before the end. */
export function copiesResult({ started, answering, fault, why }: Started): Result {
  const measure = "copies";
  const ending = fault === undefined ? why : `the next one failed: ${fault}`;
  if (answering !== started)
    throw new Error(`of ${started} further copies ${answering} answered at the end; ${ending}`);
  const value = started + 1;
  return { measure, value, evidence: [ending], isAtLeast: fault === undefined && value === cap };
}

async function withCopies<T>(copies: Copies, work: (copies: Copies) => Promise<T>): Promise<T> {
  try {
    return await work(copies);
  } finally {
    await copies.remove();
  }
}

/** Removes copies that an interrupted run left behind. */
export async function removeStrayCopies(subject: Subject, own: OwnStack): Promise<void> {
  if (subject.name === "containers") await runScript(hostWith(subject, service), "remove-copies");
  else await removeMachineCopies(own.copiesFolder);
}

function copiesOf(subject: Subject, own: OwnStack, signal: AbortSignal): Promise<Copies> {
  const host = hostWith(subject, service);
  if (subject.name === "containers") return ContainerCopies.of(host, service);
  return MachineCopies.of({
    process: machineOf(subject, own),
    host,
    address: host.privateAddress ?? "",
    asker: hostWith(subject, "gateway"),
    needed: [hostWith(subject, "db")],
    folder: own.copiesFolder,
    signal,
  });
}

/** Limits copies: as containers by a cap, as machines by 4 GiB, less the stack's own. */
function limitOf(subject: Subject, own: OwnStack): { readonly most: number; readonly why: string } {
  if (subject.name === "containers") return { most: cap - 1, why: `the run stops at a cap of ${cap} copies` };
  const sizeMiB = Number(optionOf(machineOf(subject, own).argv, "-m"));
  const most = Math.floor(memoryMiB / sizeMiB) - subject.hosts.length;
  return { most, why: `machines of ${sizeMiB} MiB: no further one in ${memoryMiB} MiB, beside gateway and db` };
}

function machineOf(subject: Subject, own: OwnStack): QemuProcess {
  const { name } = hostWith(subject, service);
  const process = own.processes().find(({ argv }) => argv.includes(`guest=${name}-machine`));
  if (process === undefined) throw new Error(`${name} has no machine on this computer`);
  return process;
}

/** Starts copies until there are `most` or one fails; resolves with the seconds of each. */
async function startAll(copies: Copies, most: number, signal: AbortSignal) {
  const seconds: number[] = [];
  let fault: string | undefined;
  while (seconds.length < most && fault === undefined) {
    signal.throwIfAborted();
    const begin = performance.now();
    try {
      await copies.start();
      seconds.push((performance.now() - begin) / 1000);
    } catch (error) {
      signal.throwIfAborted();
      fault = error instanceof Error ? error.message : String(error);
    }
  }
  return { seconds, fault };
}
