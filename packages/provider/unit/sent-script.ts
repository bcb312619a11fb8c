import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Operation } from "../resource-kind";
import { lastLines } from "@berth/process/last-lines";
import { runCommand } from "@berth/process/run-command";
import { runRemote } from "../ssh-access/remote-command";

const packLimitMs = 60_000;
/** Packages to install on an emulated machine, the health of two releases. */
const runLimitMs = 25 * 60_000;
/** Of an earlier deployment whose ssh is gone and that still runs. */
const lockLimitSeconds = 600;
const lockedExitCode = 75;
const saidLines = 30;

/** Which service of which host a script is about. */
export interface Place {
  readonly sshConfig: string;
  readonly host: string;
  readonly service: string;
}

/**
 * A script of this folder beside what `lay` puts there for it to work on, as a compressed tar in base64. Until it is packed
 * it lies in a folder of this user's alone.
 */
export async function packed(script: string, lay: (folder: string) => Promise<void>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "berth-unit-"));
  try {
    const content = join(folder, "content");
    await mkdir(content);
    await copyFile(join(__dirname, script), join(content, script));
    await lay(content);
    const file = join(folder, "payload.tgz");
    // macOS's tar would add files of its own.
    const argv = ["env", "COPYFILE_DISABLE=1", "tar", "-czf", file, "-C", content, "."];
    await runCommand(argv, { limitMs: packLimitMs });
    return (await readFile(file)).toString("base64");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a host is to run. */
export interface Sent {
  readonly script: string;
  /** By name; on this computer they are in no file. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What `packed` gave. */
  readonly payload: string;
}

/** Runs a packed script as root on the host, one at a time for a service, and shows its steps; what it said last is the error. */
export async function runSent(operation: Operation, place: Place, sent: Sent): Promise<void> {
  const { sshConfig: config, host: alias, service } = place;
  const onLine = (line: string) => {
    const step = /^step: (.*)/.exec(line)?.[1];
    if (step !== undefined) operation.progress(`${service}: ${step}`);
  };
  const options = { input: inputOf(sent), limitMs: runLimitMs, signal: operation.signal, onLine };
  const { exitCode, stdout, stderr } = await runRemote({ config, alias }, remoteText(service, sent.script), options);
  if (exitCode === 0) return;
  if (exitCode === lockedExitCode) {
    const minutes = lockLimitSeconds / 60;
    throw new Error(`deploy ${service} on ${alias}: another deployment of it runs for ${minutes} minutes`);
  }
  const said = lastLines(stderr.trim() === "" ? stdout : stderr, saidLines);
  throw new Error(`deploy ${service} on ${alias}: ${said}`);
}

/** A line a secret, an empty one, the payload. */
export function inputOf({ secrets, payload }: Pick<Sent, "secrets" | "payload">): string {
  const lines = Object.entries(secrets).map(([name, text]) => `${name} ${Buffer.from(text).toString("base64")}\n`);
  return `${lines.join("")}\n${payload}`;
}

/** All is unpacked in memory, in a folder of root's, and gone at the end; what an earlier run left goes first. */
export function remoteText(service: string, script: string): string {
  const folder = `/run/berth/${service}`;
  // The lock's file is closed for what runs under it: a command in a domain of its own could not use it, and would be logged for that.
  return `sudo mkdir -p -m 0700 /run/berth && sudo flock --close --conflict-exit-code ${lockedExitCode} --wait ${lockLimitSeconds} ${folder}.lock sh -euc '
rm -rf ${folder}
trap "rm -rf ${folder}" EXIT
mkdir -m 0700 ${folder}
mkdir -p ${folder}/content/secrets
while read -r name value && [ -n "$name" ]; do printf %s "$value" | base64 -d >"${folder}/content/secrets/$name"; done
base64 -d | tar -xz --no-same-owner -C ${folder}/content
sh ${folder}/content/${script} ${folder}/content </dev/null
'`;
}
