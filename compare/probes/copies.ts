import { freemem } from "node:os";
import { join } from "node:path";
import type { Result } from "../figures/reading";
import { ContainerCopies } from "../copies/container-copies";
import type { Copies } from "../copies/copies";
import { MachineCopies } from "../copies/machine-copies";
import type { OwnStack } from "../own/own-stack";
import { hostWith, type Side } from "../sides/side";

const service = "api";
const memoryMiB = 4096;
/** Of copies, the stack's own one among them: enough to tell, and soon done. */
const cap = 24;
/** Beside what the machines get. */
const spareBytes = 512 * 2 ** 20;

/** Starts copies of api beside gateway and db until 4 GiB are given out or one fails. The first ones' times are readings too. */
export async function readCopies(side: Side, own: OwnStack, signal: AbortSignal): Promise<readonly Result[]> {
  if (freemem() < memoryMiB * 2 ** 20 + spareBytes)
    throw new Error(`this computer has less than ${memoryMiB} MiB and a half free for it`);
  const { copies, most, why } = side.name === "vms" ? await machines(side, own, signal) : await containers(side, own);
  try {
    const run = await startAll(copies, most, signal);
    const bytes = await copies.bytes();
    const still = await copies.answering();
    const all = run.seconds.length;
    const ending = run.fault ?? why;
    return [
      ...run.seconds.slice(0, 5).map((value) => ({ measure: "copy", value })),
      { measure: "disk-copy", value: bytes },
      still === all
        ? {
            measure: "copies",
            value: all + 1,
            evidence: [ending],
            isAtLeast: run.fault === undefined && all + 1 === cap,
          }
        : { measure: "copies", reason: `of ${all} further copies ${still} answered at the end; ${ending}` },
    ];
  } finally {
    await copies.remove();
  }
}

interface Making {
  readonly copies: Copies;
  /** Of further copies. */
  readonly most: number;
  /** Why no more. */
  readonly why: string;
}

/** The host gets 4 GiB for this: the stack's own has less. */
async function containers(side: Side, own: OwnStack): Promise<Making> {
  own.configure({ "berth:memoryMiB": memoryMiB });
  await own.up();
  const copies = await ContainerCopies.of(hostWith(side, service), service);
  return { copies, most: cap - 1, why: `the run stops at a cap of ${cap} copies` };
}

/** As many as 4 GiB make machines, less the stack's own. */
async function machines(side: Side, own: OwnStack, signal: AbortSignal): Promise<Making> {
  const host = hostWith(side, service);
  const process = own.processes().find(({ argv }) => argv.includes(`guest=${host.name}-machine`));
  if (process === undefined || host.privateAddress === undefined) throw new Error(`${host.name} has no machine here`);
  const size = Number(process.argv[process.argv.indexOf("-m") + 1]);
  const copies = await MachineCopies.of({
    process,
    host,
    address: host.privateAddress,
    asker: hostWith(side, "gateway"),
    needed: [hostWith(side, "db")],
    folder: join(own.privateFolder, "copies"),
    signal,
  });
  const most = Math.floor(memoryMiB / size) - side.hosts.length;
  return { copies, most, why: `machines of ${size} MiB: no further one in ${memoryMiB} MiB, beside gateway and db` };
}

/** Until there are `most` or one fails. */
async function startAll(copies: Copies, most: number, signal: AbortSignal) {
  const seconds: number[] = [];
  while (seconds.length < most) {
    const begin = performance.now();
    try {
      await copies.start();
    } catch (error) {
      signal.throwIfAborted();
      if (seconds.length === 0) throw error;
      return { seconds, fault: `the next one failed: ${error instanceof Error ? error.message : String(error)}` };
    }
    seconds.push((performance.now() - begin) / 1000);
  }
  return { seconds };
}
