import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { absolutePath, integer, list, mapOf, optional, record, secretText, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { lastLines } from "../run-command";
import { type RemoteHost, runRemote } from "../ssh-access/remote-command";
import { releaseOf, type UnitInputs } from "./unit-inputs";
import { unitPayload } from "./unit-payload";

interface UnitOutputs {
  readonly release: string;
}

/** Packages to install on an emulated machine, the health of two releases. */
const applyLimitMs = 25 * 60_000;
const removeLimitMs = 3 * 60_000;
/** Of an earlier deployment whose ssh is gone and that still runs. */
const lockLimitSeconds = 600;
const lockedExitCode = 75;
const askLimitMs = 15_000;
const saidLines = 30;

const alias = { pattern: /^[a-z][a-z0-9-]*$/, meaning: "an ssh alias: letters a–z, digits and -" };
const serviceName = { pattern: /^[a-z][a-z0-9-]*$/, meaning: "letters a–z, digits and -" };
const packageName = { pattern: /^[a-z0-9][a-z0-9+.-]+$/, meaning: "the name of a Debian package" };
const guestPath = { pattern: /^(\/[A-Za-z0-9_@-][A-Za-z0-9_.@-]*)+$/, meaning: "an absolute path of plain characters" };
const digest = { pattern: /^[0-9a-f]{64}$/, meaning: "a hex SHA-256" };
const secretName = { pattern: /^[a-z][a-z0-9_-]*$/, meaning: "letters a–z, digits, _ and -" };
const textName = { pattern: /^(unit|hosts|firewall|healthcheck)$/, meaning: "unit, hosts, firewall or healthcheck" };

/** A service as a systemd unit on a host. */
export const unit: ResourceKind<UnitInputs, UnitOutputs> = {
  fields: {
    sshConfig: absolutePath,
    host: text(alias),
    generation: text(),
    service: text(serviceName),
    account: record({ name: text(serviceName), uid: integer(0, 99_999), gid: integer(0, 99_999) }),
    packages: list(text(packageName)),
    settings: mapOf(guestPath, text()),
    files: mapOf(guestPath, absolutePath),
    bundle: optional(record({ entry: absolutePath, to: text(guestPath), external: list(text()) })),
    content: text(digest),
    texts: mapOf(textName, text()),
    mountPoints: list(text(guestPath)),
    volumes: list(text(guestPath)),
    secrets: mapOf(secretName, secretText()),
    health: record({ limitSeconds: integer(1, 7200), everySeconds: integer(1, 3600) }),
  },
  replaceKeys: ["host", "service"],
  deleteBeforeReplace: true,
  drift: async ({ inputs, outputs }) => ((await runs(inputs, outputs.release)) ? [] : ["release"]),
  planned: (_name, news) => Promise.resolve({ release: releaseOf(news) }),
  create: async (operation, inputs) => ({
    id: `${inputs.host}/${inputs.service}`,
    outputs: await apply(operation, inputs),
  }),
  update: apply,
  delete: async (operation, { inputs }) => {
    const script = await readFile(join(__dirname, "remove-unit.sh"), "utf8");
    const options = { input: script, limitMs: removeLimitMs, signal: operation.signal };
    const { exitCode, stderr } = await runRemote(hostOf(inputs), `sudo sh -s ${inputs.service}`, options);
    if (exitCode !== 0) throw new Error(`remove ${inputs.service} from ${inputs.host}: ${lastLines(stderr, 8)}`);
  },
};

async function apply(operation: Operation, inputs: UnitInputs): Promise<UnitOutputs> {
  const host = hostOf(inputs);
  const release = releaseOf(inputs);
  const { signal } = operation;
  operation.progress(`${inputs.service}: sending release ${release}`);
  const isThere = `test -d /opt/berth/${inputs.service}/releases/${release}`;
  const withRelease = (await runRemote(host, isThere, { limitMs: askLimitMs, signal })).exitCode !== 0;
  const input = await unitPayload(inputs, { withRelease });
  const onLine = (line: string) => {
    const step = /^step: (.*)/.exec(line)?.[1];
    if (step !== undefined) operation.progress(`${inputs.service}: ${step}`);
  };
  const options = { input, limitMs: applyLimitMs, signal, onLine };
  const { exitCode, stdout, stderr } = await runRemote(host, applyCommand(inputs.service), options);
  if (exitCode === 0) return { release };
  if (exitCode === lockedExitCode) {
    const minutes = lockLimitSeconds / 60;
    throw new Error(`deploy ${inputs.service} on ${inputs.host}: another deployment of it runs for ${minutes} minutes`);
  }
  const said = lastLines(stderr.trim() === "" ? stdout : stderr, saidLines);
  throw new Error(`deploy ${inputs.service} on ${inputs.host}: ${said}`);
}

/** The payload holds secrets: it is unpacked in memory and gone at the end; what an earlier one left goes first. */
function applyCommand(service: string): string {
  const folder = `/run/berth-unit-${service}`;
  // The lock's file is closed for what runs under it: a command in a domain of its own could not use it, and would be logged for that.
  return `sudo flock --close --conflict-exit-code ${lockedExitCode} --wait ${lockLimitSeconds} /run/lock/berth-unit-${service} sh -euc '
rm -rf ${folder}
trap "rm -rf ${folder}" EXIT
mkdir -m 0700 ${folder}
mkdir ${folder}/content
base64 -d | tar -xz --no-same-owner -C ${folder}/content
sh ${folder}/content/apply-unit.sh ${folder}/content </dev/null
'`;
}

/** Whether the host says that the release is the one that was made healthy, and its unit runs. A host that does not answer is Ready's matter. */
async function runs(inputs: UnitInputs, release: string): Promise<boolean> {
  const options = { limitMs: askLimitMs, signal: AbortSignal.timeout(askLimitMs) };
  const home = `/opt/berth/${inputs.service}`;
  const question = `systemctl is-active berth-${inputs.service}.service; readlink ${home}/current; cat ${home}/applied`;
  const result = await runRemote(hostOf(inputs), question, options).catch(() => undefined);
  if (result === undefined || result.exitCode === 255) return true;
  const [state, current, applied = ""] = result.stdout.trim().split("\n");
  return state === "active" && current === `releases/${release}` && applied.startsWith(`${release} `);
}

function hostOf({ sshConfig, host }: UnitInputs): RemoteHost {
  return { config: sshConfig, alias: host };
}
