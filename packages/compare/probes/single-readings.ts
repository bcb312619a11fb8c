import type { Result } from "../figures/reading";
import { pssOf, qemuProcesses } from "../host/qemu-processes";
import { runScript } from "../host/run-script";
import { neighbourResult, parseMarks } from "../parse/marks";
import { memoryResults } from "../parse/memory";
import { restartReading } from "../parse/restart";
import { hostWith, type Subject } from "../stacks/subject";
import { amountsOf, onEach } from "./probe";

const service = "api";

export async function readMemory(subject: Subject): Promise<readonly Result[]> {
  return [computerMemory(subject), ...memoryResults(await amountsOf(subject, "memory"))];
}

export async function readRestart(subject: Subject): Promise<readonly Result[]> {
  return [restartReading(await runScript(hostWith(subject, service), "restart", { words: [service] }))];
}

/** Tried, with everything known that a neighbour's machine shows its own root. */
export async function readNeighbours(subject: Subject): Promise<readonly Result[]> {
  const marks = (await onEach(subject, "marks")).flatMap(parseMarks).filter((mark) => mark.service !== service);
  const words = [service, ...marks.flatMap(({ hash, path }) => [hash, path])];
  return [neighbourResult(marks, await runScript(hostWith(subject, service), "read-marks", { words }))];
}

function computerMemory({ privateFolder, stack }: Subject): Result {
  const measure = "memory-computer";
  if (privateFolder === undefined) return { measure, reason: "the machines are not on this computer" };
  const processes = qemuProcesses(privateFolder);
  if (processes.length === 0) return { measure, reason: `no QEMU of stack ${stack} was found on this computer` };
  const { guests, qemu } = pssOf(processes);
  return { measure, value: guests + qemu, parts: { "guests' memory": guests, "QEMU's own": qemu } };
}
