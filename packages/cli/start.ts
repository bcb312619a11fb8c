import { type LocalMachine, localMachines, sshConfigOf } from "@berth/provider/local-machines";
import { awaitReady } from "@berth/provider/ready";
import { startMachines } from "@berth/provider/start-machines";
import { UsageError } from "./usage-error";
import { type Deployed, readDeployed } from "./deployed";
import { machineOperation } from "./machine-operation";
import type { Stack } from "./stack";
import { withStackLock } from "./stack-lock";

/** `berth start`: has every machine of a local stack run again, from its memory where that can be loaded, and waits until it is ready. Deploys nothing. */
export async function start(stack: Stack): Promise<number> {
  if (!stack.local)
    throw new UsageError(`Stack ${stack.name} is not on this computer: start its machines at the cloud.`);
  const machines = localMachines(stack.privateFolder);
  if (machines.length === 0)
    throw new UsageError(`Stack ${stack.name} has no machine. Bring it up with: npm run up -- --stack ${stack.name}`);
  const url = await withStackLock(stack, () => startAll(stack, machines));
  process.stdout.write(`Stack ${stack.name} runs${url === undefined ? "" : `: ${url}`}\n`);
  return 0;
}

/** Resolves to the stack's URL, if it has one. */
async function startAll(stack: Stack, machines: readonly LocalMachine[]): Promise<string | undefined> {
  const [deployed] = await Promise.all([deployedOrNot(stack), startMachines(stack.privateFolder, machineOperation)]);
  await Promise.all(machines.map((machine) => untilReady(stack, machine, deployed)));
  return deployed?.url;
}

/** The outputs name the runtime, whose checks differ; without any, `up` was never finished, and only `up` can be waited for. */
async function untilReady(stack: Stack, { name, files }: LocalMachine, deployed: Deployed | undefined): Promise<void> {
  const operation = machineOperation(name);
  if (deployed === undefined) {
    operation.warn("the stack has no outputs yet: finish it with `npm run up`");
    return;
  }
  await awaitReady(operation, {
    sshConfig: sshConfigOf(stack.privateFolder),
    host: name,
    bootId: "",
    runtime: deployed.runtime === "vms" ? "systemd" : "docker",
    serialLog: files.serialLog,
  });
}

async function deployedOrNot(stack: Stack): Promise<Deployed | undefined> {
  return readDeployed(stack).catch((error: unknown) => {
    if (error instanceof UsageError) return undefined;
    throw error;
  });
}
