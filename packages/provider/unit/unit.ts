import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { UnitInputs, UnitOutputs } from "@berth/resources/host-types";
import { absolutePath, integer, list, mapOf, optional, record, secretText, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { lastLines } from "@berth/process/last-lines";
import { type RemoteHost, runRemote } from "../ssh-access/remote-command";
import { alias } from "../ssh-access/host-alias";
import { guestPath, serviceName } from "./field-rules";
import { runSent } from "./sent-script";
import { releaseOf } from "./unit-inputs";
import { applyScript, unitPayload } from "./unit-payload";

const removeLimitMs = 3 * 60_000;
const askLimitMs = 15_000;

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
    owner: record({ uid: integer(0, 99_999), gid: integer(0, 99_999) }),
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
  planned: (_urn, news) => Promise.resolve({ release: releaseOf(news) }),
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
  const release = releaseOf(inputs);
  operation.progress(`${inputs.service}: sending release ${release}`);
  const isThere = `test -d /opt/berth/${inputs.service}/releases/${release}`;
  const options = { limitMs: askLimitMs, signal: operation.signal };
  const withRelease = (await runRemote(hostOf(inputs), isThere, options)).exitCode !== 0;
  const { secrets } = inputs;
  await runSent(operation, inputs, {
    script: applyScript,
    secrets,
    payload: await unitPayload(inputs, { withRelease }),
  });
  return { release };
}

/** Whether the host says that the release is the one that was made healthy, its unit and firewall are in place, and it runs. A host that does not answer is Ready's matter. */
async function runs(inputs: UnitInputs, release: string): Promise<boolean> {
  const options = { limitMs: askLimitMs, signal: AbortSignal.timeout(askLimitMs) };
  const home = `/opt/berth/${inputs.service}`;
  const name = `berth-${inputs.service}.service`;
  const installed = `cmp -s ${home}/current/unit /etc/systemd/system/${name} && cmp -s ${home}/current/firewall /etc/nftables.d/service-${inputs.service}.nft && echo installed`;
  const question = `systemctl is-active ${name}; readlink ${home}/current; cat ${home}/applied; ${installed}`;
  const result = await runRemote(hostOf(inputs), question, options).catch(() => undefined);
  if (result === undefined || result.exitCode === 255) return true;
  const [state, current, applied = "", isInstalled] = result.stdout.trim().split("\n");
  const isRelease = current === `releases/${release}` && applied.startsWith(`${release} `);
  return state === "active" && isRelease && isInstalled === "installed";
}

function hostOf({ sshConfig, host }: UnitInputs): RemoteHost {
  return { config: sshConfig, alias: host };
}
