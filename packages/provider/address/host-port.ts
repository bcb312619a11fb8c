import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { tryCommand } from "@berth/process/run-command";

const releaseLimitMs = 2_000;

/** A port of this computer that leads to a port of a guest. */
export interface HostPort {
  readonly address: string;
  readonly port: number;
  /** "80", or "53/udp": where it leads, and by which protocol. */
  readonly guest: string;
}

/** The system's code for why a port can't be listened on (EADDRINUSE, EACCES, …); undefined: it is free. */
export function portTrouble(wanted: HostPort): Promise<string | undefined> {
  return isUdp(wanted) ? datagramTrouble(wanted) : streamTrouble(wanted);
}

function streamTrouble({ address, port }: HostPort): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

function datagramTrouble({ address, port }: HostPort): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("error", (error: NodeJS.ErrnoException) => socket.close(() => resolve(error.code ?? error.message)));
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(undefined)));
  });
}

function isUdp({ guest }: HostPort): boolean {
  return guest.endsWith("/udp");
}

/** Rejects with the cause and the fix when a wanted port can't be listened on. */
export async function requireFreePort(wanted: HostPort): Promise<void> {
  const { address, port, guest } = wanted;
  const trouble = await lastingTrouble(wanted);
  if (trouble === undefined) return;
  const name = `host port for guest port ${guest}: port ${port} on ${address}`;
  if (trouble === "EACCES") {
    throw new Error(
      `${name} needs root: choose one from 1024 up, or run: sudo sysctl net.ipv4.ip_unprivileged_port_start=${port}`,
    );
  }
  if (trouble !== "EADDRINUSE") throw new Error(`${name} can't be listened on (${trouble}): choose another`);
  throw new Error(`${name} is in use by ${await holderOf(wanted)}: stop that, or choose another port`);
}

/** A process that ends is gone from the process list a moment before its ports are free. */
async function lastingTrouble(wanted: HostPort): Promise<string | undefined> {
  const end = Date.now() + releaseLimitMs;
  for (;;) {
    const trouble = await portTrouble(wanted);
    if (trouble !== "EADDRINUSE" || Date.now() > end) return trouble;
    await sleep(100);
  }
}

/** The process that listens on a port, as far as the system shows it. */
async function holderOf(wanted: HostPort): Promise<string> {
  const unknown = "another process";
  const result = await tryCommand(["ss", isUdp(wanted) ? "-Hlunp" : "-Hltnp", `sport = :${wanted.port}`], {
    limitMs: 5_000,
  }).catch(() => undefined);
  const found = /\("([^"]+)",pid=(\d+)/.exec(result?.stdout ?? "");
  return found === null ? unknown : `${found[1] ?? unknown} (process ${found[2] ?? "?"})`;
}
