import { rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { startDetached } from "@berth/process/start-detached";
import { runningProcesses } from "../machine/machine-process";
import { makeRuntimeFolder, runtimeFolderOf } from "../runtime-folder";

const program = join(__dirname, "switch.js");
const startLimitMs = 20_000;
const endLimitMs = 5_000;
const pauseMs = 50;

/** Starts the switch of a network unless it answers; resolves once it does. */
export async function ensureSwitch(directory: string): Promise<{ readonly socket: string }> {
  await makeRuntimeFolder(directory);
  const socket = socketOf(directory);
  if (await answers(socket)) return { socket };
  await endSwitch(directory);
  await rm(socket, { force: true });
  let fault = "it does not answer";
  startDetached([process.execPath, program, socket], "ignore").once("error", (error) => (fault = error.message));
  const limit = Date.now() + startLimitMs;
  while (!(await answers(socket))) {
    if (Date.now() > limit)
      throw new Error(`start the virtual switch: ${fault}: run \`${process.execPath} ${program} ${socket}\``);
    await sleep(pauseMs);
  }
  return { socket };
}

/** Ends the switch of a network if it runs. */
export async function endSwitch(directory: string): Promise<void> {
  const socket = socketOf(directory);
  const limit = Date.now() + endLimitMs;
  for (let pid = await switchOf(socket); pid !== undefined; pid = await switchOf(socket)) {
    process.kill(pid, Date.now() > limit ? "SIGKILL" : "SIGTERM");
    if (Date.now() > limit + endLimitMs)
      throw new Error(`stop the virtual switch (process ${pid}): it still runs; kill it, then run the command again`);
    await sleep(pauseMs);
  }
}

/** Found by its command line: a pid in a file may be another process's by now. */
async function switchOf(socket: string): Promise<number | undefined> {
  const found = (await runningProcesses()).find(({ argv }) => argv[1] === program && argv[2] === socket);
  return found?.pid;
}

/** Whether something listens on the socket. */
export function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    connection.once("error", () => resolve(false));
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
  });
}

/** Where machines find the switch of a network. */
export function socketOf(directory: string): string {
  return join(runtimeFolderOf(directory), "switch");
}
