import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { domainOf } from "@berth/infra/selinux-domain";
import { lastLines } from "@berth/process/last-lines";
import { textDiff } from "@berth/review/text-diff";
import { composePaths } from "../compose-paths";
import { type DeployedHost, hostOf, readRunning } from "../deployed";
import { onHost } from "../on-host";
import type { CommandLine } from "../parse-command-line";
import { serviceName } from "../service-name";
import { type Stack, stackConfig } from "../stack";
import { UsageError } from "../usage-error";
import { editedCompose } from "./edited-compose";
import { type Observation, readObservation } from "./observation";
import { type TightenedKeys, tightenedKeys } from "./tightened-keys";

const script = readFileSync(join(__dirname, "watch-service.sh"), "utf8");
const secondsByDefault = 60;
const mostSeconds = 3600;
/** Loading the audit rule, stopping the container, reading the log: minutes on an emulated machine. */
const aroundMs = 300_000;

/**
 * `berth tighten SERVICE [--for SECONDS] [--write]`: restarts a service, watches it, and prints the tightest lines for its Compose file
 * under which it could have done the same, as a diff. With --write the file gets them. Exit code 1: the service does not run well.
 */
export async function tighten(stack: Stack, { flags, texts, positionals: [word = ""] }: CommandLine): Promise<number> {
  const service = serviceName(word, "npx berth tighten api --for 120");
  const seconds = secondsOf(texts.get("for"));
  const deployed = await readRunning(stack);
  if (deployed.runtime === "vms")
    throw new UsageError("Services without a container are confined by their unit: tighten is for runtime containers.");
  const host = hostOf(deployed, service, texts.get("host"));
  const observed = await watch(host, service, seconds);
  const { keys, notes } = tightenedKeys(observed);
  const isWell = /^running (healthy|unchecked)$/.test(observed.state);
  if (!isWell) notes.forEach(note);
  if (!isWell) throw new UsageError(`Service ${service} is ${observed.state} after ${seconds} s: nothing is proposed.`);
  propose(service, keys, { file: composeFileOf(stack, service), isWritten: flags.has("write") });
  notes.forEach(note);
  return 0;
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

function secondsOf(text = String(secondsByDefault)): number {
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= mostSeconds) return seconds;
  throw new UsageError(`--for must be a number of seconds from 1 to ${mostSeconds} (got ${JSON.stringify(text)}).`);
}

async function watch(host: DeployedHost, service: string, seconds: number): Promise<Observation> {
  note(`Service ${service} restarts on host ${host.name} and is watched for ${seconds} s: use all of it in this time.`);
  const { exitCode, stdout, stderr } = await onHost(host, {
    words: ["sudo", "sh", "-s", service, domainOf(service), String(seconds)],
    asAdmin: true,
    input: script,
    limitMs: seconds * 1000 + aroundMs,
  });
  const observed = exitCode === 0 ? readObservation(stdout) : undefined;
  if (observed !== undefined) return observed;
  throw new UsageError(`Service ${service} could not be watched (exit code ${exitCode}):\n${lastLines(stderr, 12)}`);
}

/** The compose file of the stack that has the service as keys of its own. */
function composeFileOf(stack: Stack, service: string): string {
  const paths = composePaths(stackConfig(stack.name));
  const found = paths.find((path) => editedCompose(readFileSync(path, "utf8"), service, new Map()) !== undefined);
  if (found !== undefined) return found;
  throw new UsageError(
    `None of ${paths.join(", ")} has the service ${service} as a block of keys, which could be edited.`,
  );
}

interface Target {
  readonly file: string;
  readonly isWritten: boolean;
}

function propose(service: string, keys: TightenedKeys, { file, isWritten }: Target): void {
  const before = readFileSync(file, "utf8");
  const after = editedCompose(before, service, keys) ?? before;
  const name = relative(process.cwd(), file);
  if (after === before) {
    note(`${name}: service ${service} is as tight as what it did allows.`);
    return;
  }
  process.stdout.write([`--- ${name}`, `+++ ${name}`, ...textDiff(before, after)].map((line) => `${line}\n`).join(""));
  if (isWritten) writeFileSync(file, after);
  note(isWritten ? `${name} is changed: npx berth up deploys it.` : "--write applies it to the file.");
}
