import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { tryCommand } from "@berth/process/run-command";

const releaseLimitMs = 2_000;

/** The system's code for why a port can't be listened on (EADDRINUSE, EACCES, …); undefined: it is free. */
export function portTrouble(address: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** Rejects with the cause and the fix when a wanted port can't be listened on. `from`: the input that names it. */
export async function requireFreePort(address: string, port: number, from: string): Promise<void> {
  const trouble = await lastingTrouble(address, port);
  if (trouble === undefined) return;
  const name = `${from}: port ${port} on ${address}`;
  if (trouble === "EACCES") {
    throw new Error(
      `${name} needs root: choose one from 1024 up, or run: sudo sysctl net.ipv4.ip_unprivileged_port_start=${port}`,
    );
  }
  if (trouble !== "EADDRINUSE") throw new Error(`${name} can't be listened on (${trouble}): choose another`);
  throw new Error(`${name} is in use by ${await holderOf(port)}: stop that, or choose another port`);
}

/** A process that ends is gone from the process list a moment before its ports are free. */
async function lastingTrouble(address: string, port: number): Promise<string | undefined> {
  const end = Date.now() + releaseLimitMs;
  for (;;) {
    const trouble = await portTrouble(address, port);
    if (trouble !== "EADDRINUSE" || Date.now() > end) return trouble;
    await sleep(100);
  }
}

/** The process that listens on a TCP port, as far as the system shows it. */
async function holderOf(port: number): Promise<string> {
  const unknown = "another process";
  const result = await tryCommand(["ss", "-Hltnp", `sport = :${port}`], { limitMs: 5_000 }).catch(() => undefined);
  const found = /\("([^"]+)",pid=(\d+)/.exec(result?.stdout ?? "");
  return found === null ? unknown : `${found[1] ?? unknown} (process ${found[2] ?? "?"})`;
}
