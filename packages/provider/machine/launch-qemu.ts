import type { ChildProcess } from "node:child_process";
import { open, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { abortReason } from "@berth/process/abort-reason";
import { lastLines } from "@berth/process/last-lines";
import { startDetached } from "@berth/process/start-detached";
import type { MachineFiles } from "./machine-files";
import { Qmp } from "./qmp";

const pauseMs = 50;

/** Starts QEMU in a session of its own, where it outlives this process; resolves once it answers, rejects with its words. */
export async function launchQemu(
  argv: readonly string[],
  files: MachineFiles,
  options: { limitMs: number; signal: AbortSignal },
): Promise<void> {
  options.signal.throwIfAborted();
  const log = await open(files.qemuLog, "w", 0o600);
  const child = startDetached(argv, log.fd);
  try {
    await untilAnswering(child, files, options);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  } finally {
    await log.close();
  }
}

async function untilAnswering(
  child: ChildProcess,
  files: MachineFiles,
  { limitMs, signal }: { limitMs: number; signal: AbortSignal },
): Promise<void> {
  let ended: string | undefined;
  child.once("error", (error) => (ended = error.message));
  child.once("exit", (code, by) => (ended = by === null ? `exit code ${code ?? "?"}` : `ended by ${by}`));
  const end = Date.now() + limitMs;
  while (!(await answers(files.qmpSocket))) {
    if (ended !== undefined) throw new Error(await startFault(ended, files));
    if (signal.aborted) throw new Error(`start QEMU: ${abortReason(signal)}`);
    if (Date.now() > end) throw new Error(await startFault(`no answer after ${limitMs / 1000} s`, files));
    await sleep(pauseMs);
  }
}

async function answers(qmpSocket: string): Promise<boolean> {
  const qmp = await Qmp.connect(qmpSocket, 2_000).catch(() => undefined);
  qmp?.close();
  return qmp !== undefined;
}

async function startFault(reason: string, files: MachineFiles): Promise<string> {
  const said = lastLines(await readFile(files.qemuLog, "utf8"), 12);
  const fix = /lock/i.test(said)
    ? "\nAnother QEMU has this disk or this folder: find it with `ps -ef | grep qemu` and stop it"
    : "";
  return `start QEMU: ${reason}\n${said}${fix}`;
}
