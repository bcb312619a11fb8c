import { stat } from "node:fs/promises";

import { exists } from "../file-presence";
import { stopMachine } from "../machine/stop-machine";
import { endSwitch } from "../private-network/switch-process";
import type { Operation } from "../resource-kind";
import { runRemote } from "../ssh-access/remote-command";
import { type LocalMachine, localMachines, networkFolder, sshConfigOf } from "./local-machines";
import { machinePower } from "./machine-power";
import { settleAll } from "./settle-all";
import { suspendMachine } from "./suspend-machine";
import { wakeMachine } from "./wake-machine";

const syncLimitMs = 30_000;
/** How long a guest may take to shut down, as when `up` restarts it: containers may take half a minute to end. */
const defaultGraceMs = 60_000;

/**
 * Saves the memory of every machine in a stack's private folder and ends all its processes; a machine whose memory can't be
 * saved shuts down instead, after a warning. Resolves to the bytes that the memory takes. Safe to repeat after any end.
 */
export async function stopMachines(
  privateFolder: string,
  operationOf: (name: string) => Operation,
  graceMs = defaultGraceMs,
): Promise<number> {
  const machines = localMachines(privateFolder);
  const config = sshConfigOf(privateFolder);
  await settleAll(machines.map((machine) => stopOne(operationOf(machine.name), machine, { config, graceMs })));
  await endSwitch(networkFolder(privateFolder));
  return (await Promise.all(machines.map(savedBytes))).reduce((sum, bytes) => sum + bytes, 0);
}

async function stopOne(
  operation: Operation,
  { files }: LocalMachine,
  { config, graceMs }: { readonly config: string; readonly graceMs: number },
): Promise<void> {
  const power = await machinePower(files);
  if (power === "off" || power === "saved") {
    operation.progress("does not run");
    return;
  }
  if (power === "interrupted" && (await wakeMachine(operation, files)) === "off") return;
  await syncGuest(operation, config);
  try {
    operation.progress("saving the memory");
    await suspendMachine(files);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    operation.warn(`its memory can't be saved, so the machine shuts down and will boot at the next start: ${reason}`);
    await stopMachine(operation, files, graceMs);
  }
}

/** A start without the memory, if it comes to that, then finds everything that was written. */
async function syncGuest(operation: Operation, config: string): Promise<void> {
  const options = { limitMs: syncLimitMs, signal: operation.signal };
  const fault = await runRemote({ config, alias: operation.name }, "sync", options).then(
    ({ exitCode, stderr }) => (exitCode === 0 ? undefined : stderr.trim()),
    (error: unknown) => String(error),
  );
  if (fault !== undefined) operation.warn(`its file systems could not be synced first: ${fault}`);
}

/** What the file takes of the disk: pages that the guest never used are not in it. */
async function savedBytes({ files }: LocalMachine): Promise<number> {
  return (await exists(files.memory)) ? (await stat(files.memory)).blocks * 512 : 0;
}
