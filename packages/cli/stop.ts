import { localMachines } from "@berth/provider/local-machines";
import { stopMachines } from "@berth/provider/stop-machines";
import { UsageError } from "./usage-error";
import { machineOperation } from "./machine-operation";
import type { Stack } from "./stack";
import { withStackLock } from "./stack-lock";
import { startCommand } from "./stopped-stack";

/** `berth stop`: saves the memory of every machine of a local stack and ends their processes. Safe to repeat after any interruption. */
export async function stop(stack: Stack): Promise<number> {
  if (!stack.local)
    throw new UsageError(`Stack ${stack.name} is not on this computer: stop its machines at the cloud.`);
  if (localMachines(stack.privateFolder).length === 0)
    throw new UsageError(`Stack ${stack.name} has no machine: it is not up.`);
  const bytes = await withStackLock(stack, () => stopMachines(stack.privateFolder, machineOperation));
  const size = (bytes / 1024 ** 3).toFixed(1);
  process.stdout.write(
    `Stack ${stack.name} is stopped; its machines' memory takes ${size} GiB of the disk. Start it with: ${startCommand(stack)}\n`,
  );
  return 0;
}
