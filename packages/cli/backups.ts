import { parseJson } from "@berth/json/parse-json";
import { lastLines } from "@berth/process/last-lines";
import * as v from "valibot";
import { backupCommand, NO_BACKUPS, requireContainers, withoutBackups } from "./backup-program";
import { type DeployedHost, readRunning } from "./deployed";
import { onHost } from "./on-host";
import type { CommandLine } from "./parse-command-line";
import type { Stack } from "./stack";
import { UsageError } from "./usage-error";

/** Opening the repository on an emulated machine included. */
const limitMs = 180_000;

const snapshotsSchema = v.array(v.object({ id: v.string(), target: v.string(), at: v.string() }));

/** A backup that the repository keeps. */
export interface KeptBackup {
  readonly host: string;
  /** "service:db", "volume:files". */
  readonly target: string;
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
}

/** `berth backups [TARGET]`: lists what the repository keeps of every host, or of one service or volume, the newest first. */
export async function backups(stack: Stack, { flags, positionals: [target] }: CommandLine): Promise<number> {
  const deployed = await readRunning(stack);
  requireContainers(deployed);
  const read = await Promise.all(deployed.hosts.map(readKept));
  if (read.every((kept) => kept === undefined)) throw new UsageError(withoutBackups(deployed.hosts));
  const kept = read.flatMap((each) => each ?? []).filter((each) => target === undefined || isOf(each, target));
  process.stdout.write(flags.has("json") ? `${JSON.stringify(kept, undefined, 2)}\n` : backupsText(kept));
  return 0;
}

/** A line for each: when, its id, what it is of. */
export function backupsText(kept: readonly KeptBackup[]): string {
  if (kept.length === 0) return "No backup is kept yet: `npx berth backup` makes one now.\n";
  const lines = kept.map(
    ({ at, id, target, host }) => `${at.slice(0, 16).replace("T", " ")}  ${id}  ${target} on ${host}`,
  );
  return `${lines.join("\n")}\n`;
}

function isOf({ target }: KeptBackup, word: string): boolean {
  return target === word || target.replace(/^(service|volume):/, "") === word;
}

/** Undefined: the host backs nothing up. */
async function readKept(host: DeployedHost): Promise<readonly KeptBackup[] | undefined> {
  const { exitCode, stdout, stderr } = await onHost(host, { words: [backupCommand("list")], asAdmin: true, limitMs });
  if (exitCode === NO_BACKUPS) return undefined;
  if (exitCode !== 0)
    throw new UsageError(`The backups of ${host.name} could not be read:\n${lastLines(stderr.trim() || stdout, 8)}`);
  const rows = parseJson(snapshotsSchema, stdout, `the list of backups of ${host.name}`);
  return rows.map(({ id, target, at }) => ({ host: host.name, target, id, at }));
}
