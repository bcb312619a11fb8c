import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lastLines } from "@berth/process/last-lines";
import type { Operation } from "../resource-kind";
import type { RemoteHost, runRemote } from "../ssh-access/remote-command";
import { adminAlias } from "../ssh-access/ssh-files";
import { type Gate, readGate } from "./read-gate";

const limitMs = 60_000;
const folder = "/usr/local/lib/berth-gate";
/** Of lay-gate.sh: the host is of an image without the gate's unit. */
const noUnit = 4;

const layScript = `sudo sh -euc '${readFileSync(join(__dirname, "lay-gate.sh"), "utf8")}'`;

/** A shell condition for the login user: the host has this gate. */
export function gateQuestion(digest: string): string {
  return `[ "$(cat ${folder}/digest 2>/dev/null)" = ${digest} ]`;
}

/** Gives a host the gate through which the login user reaches its Docker daemon. Throws what the host answered if it could not be put there. */
export async function layGate(
  operation: Operation,
  { config, alias }: RemoteHost,
  run: typeof runRemote,
): Promise<void> {
  const admin = { config, alias: adminAlias(alias) };
  const options = { input: gateInput(readGate()), limitMs, signal: operation.signal };
  const result = await run(admin, layScript, options);
  if (result.exitCode === 0) return;
  if (result.exitCode === noUnit) {
    operation.warn(
      `${alias} is of an image without the gate to Docker: whoever may deploy is root there. Replace the machine; on a cloud, raise the config key generation`,
    );
    return;
  }
  throw new Error(`put the gate to Docker on ${alias}: ${lastLines(result.stderr.trim() || result.stdout, 8)}`);
}

/** What layScript reads. */
export function gateInput({ files, digest }: Gate): string {
  return Object.entries({ ...files, digest })
    .map(([name, text]) => `${name} ${Buffer.from(text).toString("base64")}\n`)
    .join("");
}
