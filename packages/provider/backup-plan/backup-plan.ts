import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lastLines } from "@berth/process/last-lines";
import type { BackupPlanInputs, BackupPlanOutputs } from "@berth/resources/backup-types";
import { absolutePath, boolean, integer, list, mapOf, oneOf, optional, record, secretText, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { alias } from "../ssh-access/host-alias";
import { runRemote } from "../ssh-access/remote-command";
import { backupDigest, backupInput } from "./backup-program";

const limitMs = 120_000;
const lookLimitMs = 15_000;
/** Of lay-backup.sh: the host is of an image without restic. */
const noRestic = 4;

const layScript = scriptOf("lay-backup.sh");
const removeScript = scriptOf("remove-backup.sh");

const plainName = { pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]*$/, meaning: "a name of letters, digits and _ . -" };
const variable = { pattern: /^[A-Z][A-Z0-9_]*$/, meaning: "the name of an environment variable in capitals" };
const line = { pattern: /^[^\p{Cc}]+$/u, meaning: "one line of text" };
const count = integer(0, 9999);

/**
 * What a host backs up, where to, and when. It is changed in place: a different schedule or password replaces no machine.
 * Deleting it ends the backups; the repository keeps what it has.
 */
export const backupPlan: ResourceKind<BackupPlanInputs, BackupPlanOutputs> = {
  fields: {
    sshConfig: absolutePath,
    host: text(alias),
    generation: text(),
    repositoryHost: text(alias),
    repository: text(line),
    schedule: text(line),
    keep: record({ daily: count, weekly: count, monthly: count }),
    targets: list(
      record({
        kind: oneOf("service", "volume"),
        name: text(plainName),
        command: optional(list(text())),
        restore: optional(list(text())),
        volume: optional(text(plainName)),
        paused: optional(boolean),
      }),
    ),
    password: secretText(),
    environment: mapOf(variable, secretText()),
  },
  replaceKeys: ["host"],
  // A newer program of this version of Berth is a difference too.
  drift: async ({ inputs, outputs }, news) =>
    outputs.digest !== backupDigest(news) || (await differs(inputs, outputs.digest)) ? ["digest"] : [],
  planned: (_urn, inputs) => Promise.resolve({ digest: backupDigest(inputs) }),
  create: async (operation, inputs) => ({ id: inputs.host, outputs: await lay(operation, inputs) }),
  update: lay,
  delete: async (operation, { inputs }) => {
    const { exitCode, stdout, stderr } = await runRemote(hostOf(inputs), removeScript, {
      limitMs,
      signal: operation.signal,
    });
    if (exitCode !== 0) throw new Error(`end the backups of ${inputs.host}: ${lastLines(stderr.trim() || stdout, 8)}`);
  },
};

async function lay(operation: Operation, inputs: BackupPlanInputs): Promise<BackupPlanOutputs> {
  const options = { input: backupInput(inputs), limitMs, signal: operation.signal };
  const { exitCode, stdout, stderr } = await runRemote(hostOf(inputs), layScript, options);
  if (exitCode === noRestic)
    throw new Error(
      `${inputs.host} is of an image without restic: replace the machine, on a cloud by raising the config key generation, or install the package restic there`,
    );
  if (exitCode !== 0)
    throw new Error(`put the backup plan to ${inputs.host}: ${lastLines(stderr.trim() || stdout, 8)}`);
  return { digest: backupDigest(inputs) };
}

/** A host that does not answer is Ready's matter. */
async function differs(inputs: BackupPlanInputs, digest: string): Promise<boolean> {
  const options = { limitMs: lookLimitMs, signal: AbortSignal.timeout(lookLimitMs) };
  const script = `sudo sh -c 'test "$(cat /usr/local/lib/berth-backup/digest 2>/dev/null)" = ${digest} && test -e /etc/credstore.encrypted/berth-backup'`;
  const result = await runRemote(hostOf(inputs), script, options).catch(() => undefined);
  return result?.exitCode === 1;
}

function hostOf({ sshConfig, host }: BackupPlanInputs) {
  return { config: sshConfig, alias: host };
}

function scriptOf(name: string): string {
  return `sudo sh -euc '${readFileSync(join(__dirname, name), "utf8")}'`;
}
