import type { ReleaseHistoryInputs, ReleaseHistoryOutputs, ReleaseRecord } from "@berth/resources/host-types";
import { lastLines } from "@berth/process/last-lines";
import { boolean, integer, optional, text } from "../fields";
import { imageReference } from "../image-reference";
import type { Operation, ResourceKind } from "../resource-kind";
import { type RemoteHost, runRemote } from "../ssh-access/remote-command";
import { deploymentOrigin } from "./deployment-origin";
import { readHostImages } from "./host-images";
import { ownNames, planHistory, splitByHost } from "./plan-history";
import { imageRepository, releaseFields } from "./release-fields";

const removeLimitMs = 120_000;
const readLimitMs = 15_000;
/** Something else still has the image, or it is gone already: neither is a fault. */
const expected = /no such image|conflict|must be forced/i;

/**
 * The releases of a service that a host keeps: each has a name there that protects its image, whatever deletes the name
 * that it was built, sent or pulled by. Who deployed what is recorded when a release comes and is never a difference.
 */
export const releaseHistory: ResourceKind<ReleaseHistoryInputs, ReleaseHistoryOutputs> = {
  fields: {
    ...releaseFields,
    image: text(imageReference),
    builtAs: optional(text(imageRepository)),
    isPinned: boolean,
    keep: integer(1, 50),
    context: optional(text()),
  },
  replaceKeys: ["host", "repository"],
  create: async (operation, inputs) => ({
    id: `${inputs.host}/${inputs.repository}`,
    outputs: await record(operation, inputs),
  }),
  update: (operation, inputs, { outputs }) => record(operation, inputs, outputs),
  delete: (operation, { inputs }) => forget(operation, inputs),
  read: ({ inputs, outputs }) => readAgain(inputs, outputs),
};

async function record(
  operation: Operation,
  inputs: ReleaseHistoryInputs,
  old?: ReleaseHistoryOutputs,
): Promise<ReleaseHistoryOutputs> {
  const { repository, release, image, builtAs, isPinned, keep } = inputs;
  const keeping = { image, as: `${repository}:${release}` };
  const query = { run: runRemote, host: hostOf(inputs), signal: operation.signal };
  const images = await readHostImages({ ...query, keeping });
  const current = await currentRecord(inputs, old);
  const plan = planHistory({ repository, builtAs, keep, current, isPinned, old, images });
  await remove(operation, hostOf(inputs), plan.unneeded);
  return { releases: plan.releases, removed: plan.removed };
}

async function currentRecord(
  { release, context }: ReleaseHistoryInputs,
  old: ReleaseHistoryOutputs | undefined,
): Promise<ReleaseRecord> {
  const [before] = old?.releases ?? [];
  const since = before?.commit;
  const origin = await deploymentOrigin({ folder: process.cwd(), context, since, environment: process.env });
  return { release, at: new Date().toISOString(), ...origin };
}

async function forget(operation: Operation, inputs: ReleaseHistoryInputs): Promise<void> {
  const query = { run: runRemote, host: hostOf(inputs), signal: operation.signal };
  await remove(operation, query.host, ownNames(await readHostImages(query), inputs));
}

/** A host that does not answer is Ready's matter: what is recorded then stays. */
async function readAgain(inputs: ReleaseHistoryInputs, outputs: ReleaseHistoryOutputs): Promise<ReleaseHistoryOutputs> {
  const signal = AbortSignal.timeout(readLimitMs);
  const found = await readHostImages({ run: runRemote, host: hostOf(inputs), signal }).catch(() => undefined);
  return found === undefined ? outputs : splitByHost(outputs, inputs.repository, found);
}

/** Removes what nothing uses; what Docker keeps because a container or another name has it is left to it. */
async function remove(operation: Operation, host: RemoteHost, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  operation.progress(`${host.alias}: removing ${names.length} images that are not kept`);
  const options = { limitMs: removeLimitMs, signal: operation.signal };
  const { exitCode, stderr } = await runRemote(host, `docker image rm ${names.join(" ")}`, options);
  const faults = stderr.split("\n").filter((line) => line.trim() !== "" && !expected.test(line));
  if (exitCode !== 0 && faults.length > 0)
    operation.warn(`${host.alias} keeps images that are not needed: ${lastLines(faults.join("\n"), 5)}`);
}

function hostOf({ sshConfig, host }: Pick<ReleaseHistoryInputs, "sshConfig" | "host">): RemoteHost {
  return { config: sshConfig, alias: host };
}
