import { readRecord } from "../machine/machine-record";
import { ensureSwitch } from "../private-network/switch-process";
import type { Operation } from "../resource-kind";
import { bootAgain } from "./boot-again";
import { type LocalMachine, localMachines, networkFolder } from "./local-machines";
import { machinePower } from "./machine-power";
import { settleAll } from "./settle-all";
import { wakeMachine } from "./wake-machine";

/**
 * Has every machine in a stack's private folder run, from its memory where that can be loaded, else by a boot. Resolves
 * once all processes run; their guests may not answer yet. Safe to repeat after any end.
 */
export async function startMachines(privateFolder: string, operationOf: (name: string) => Operation): Promise<void> {
  const machines = localMachines(privateFolder);
  const records = await Promise.all(machines.map(({ files }) => readRecord(files.record)));
  if (records.some((record) => record?.launch?.networkSocket !== undefined))
    await ensureSwitch(networkFolder(privateFolder));
  await settleAll(machines.map((machine) => startOne(operationOf(machine.name), machine)));
}

async function startOne(operation: Operation, { files }: LocalMachine): Promise<void> {
  if ((await machinePower(files)) === "running") {
    operation.progress("runs already");
    return;
  }
  if ((await wakeMachine(operation, files)) === "off") await bootAgain(operation, files);
}
