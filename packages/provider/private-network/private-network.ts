import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { absolutePath } from "../fields";
import { removeIfEmpty } from "../file-presence";
import { runningProcesses } from "../machine/machine-process";
import type { ResourceKind } from "../resource-kind";
import { makeRuntimeFolder, runtimeFolderOf } from "../runtime-folder";

interface PrivateNetworkInputs {
  readonly directory: string;
}

interface PrivateNetworkOutputs {
  readonly socket: string;
}

const program = join(__dirname, "switch.js");
const startLimitMs = 20_000;
const endLimitMs = 5_000;
const pauseMs = 50;

/** A switch process in a session of its own, found by its own command line. */
export const privateNetwork: ResourceKind<PrivateNetworkInputs, PrivateNetworkOutputs> = {
  fields: { directory: absolutePath },
  replaceKeys: ["directory"],
  drift: async ({ outputs }) => ((await answers(outputs.socket)) ? [] : ["socket"]),
  // The machines on it need not restart with it.
  planned: (_name, { directory }) => Promise.resolve({ socket: socketOf(directory) }),
  create: async (_operation, { directory }) => ({ id: directory, outputs: await ensure(directory) }),
  update: (_operation, { directory }) => ensure(directory),
  delete: async (_operation, { inputs }) => {
    const socket = socketOf(inputs.directory);
    await end(socket);
    await rm(dirname(socket), { recursive: true, force: true });
    await removeIfEmpty(dirname(dirname(socket)));
  },
};

async function ensure(directory: string): Promise<PrivateNetworkOutputs> {
  await makeRuntimeFolder(directory);
  const socket = socketOf(directory);
  if (await answers(socket)) return { socket };
  await end(socket);
  await rm(socket, { force: true });
  spawn(process.execPath, [program, socket], { detached: true, cwd: "/", stdio: "ignore" }).unref();
  const limit = Date.now() + startLimitMs;
  while (!(await answers(socket))) {
    if (Date.now() > limit)
      throw new Error(
        `the switch of the private network does not start: run \`${process.execPath} ${program} ${socket}\``,
      );
    await sleep(pauseMs);
  }
  return { socket };
}

async function end(socket: string): Promise<void> {
  const limit = Date.now() + endLimitMs;
  for (let pid = await switchOf(socket); pid !== undefined; pid = await switchOf(socket)) {
    process.kill(pid, Date.now() > limit ? "SIGKILL" : "SIGTERM");
    if (Date.now() > limit + endLimitMs)
      throw new Error(`the switch (process ${pid}) does not end: look at it with ps`);
    await sleep(pauseMs);
  }
}

/** No pid that was written down is trusted: it may be another process's by now. */
async function switchOf(socket: string): Promise<number | undefined> {
  const found = (await runningProcesses()).find(({ argv }) => argv[1] === program && argv[2] === socket);
  return found?.pid;
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    connection.once("error", () => resolve(false));
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
  });
}

function socketOf(directory: string): string {
  return join(runtimeFolderOf(directory), "switch");
}
