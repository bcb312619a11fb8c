import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { Operation } from "../resource-kind";
import { lastLines } from "@berth/process/last-lines";
import type { RemoteHost, runRemote } from "../ssh-access/remote-command";

export interface Pull {
  /** How a host is reached. */
  readonly run: typeof runRemote;
  readonly host: RemoteHost;
  readonly registry: "ecr" | "acr";
  readonly image: string;
}

/** Of one try: a helper to install, an image of a gigabyte. */
const tryLimitMs = 15 * 60_000;
/** Azure and AWS say that a new right can take minutes to be known everywhere. */
const rightsLimitMs = 5 * 60_000;
const pauseMs = 10_000;

const refused =
  /unauthorized|denied|forbidden|authentication required|no basic auth|credentials|status code: 40[013]|error: 40[013]/i;

/** Pulls on the host until it is there; a refusal is tried again while the right to pull may still be on its way. */
export async function awaitPull(
  operation: Operation,
  { run, host, registry, image }: Pull,
  { withinMs = rightsLimitMs, betweenMs = pauseMs } = {},
): Promise<void> {
  const started = Date.now();
  for (;;) {
    operation.progress(`${host.alias}: pulling ${image}`);
    const { command, input } = pullCommand(registry, image);
    const result = await run(host, command, { input, limitMs: tryLimitMs, signal: operation.signal });
    if (result.exitCode === 0) return;
    const said = lastLines(`${result.stdout}\n${result.stderr}`, 8);
    if (!refused.test(said) || Date.now() - started + betweenMs > withinMs) {
      throw new Error(`pull ${image} on ${host.alias} (${registry}, as who the machine is): ${said}`);
    }
    operation.progress(`${host.alias}: ${lastLines(said, 1)}; trying again`);
    await sleep(betweenMs, undefined, { signal: operation.signal });
  }
}

/** A shell text for the administrator, and its stdin. No word of it is special to a shell. */
export function pullCommand(registry: Pull["registry"], image: string): { command: string; input: string } {
  const helper = registry === "acr" ? ` ${fileHere("docker-credential-berth-acr").toString("base64")}` : "";
  return { command: `sudo sh -s ${registry} ${image}${helper}`, input: fileHere("pull-image.sh").toString("utf8") };
}

function fileHere(name: string): Buffer {
  return readFileSync(join(__dirname, name));
}
