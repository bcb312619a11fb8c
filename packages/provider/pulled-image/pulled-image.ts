import type { PulledImageInputs, PulledImageOutputs } from "@berth/resources/host-types";
import { absolutePath, oneOf, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { type RemoteHost, runRemote } from "../ssh-access/remote-command";
import { awaitPull } from "./await-pull";

const presenceLimitMs = 15_000;
const removeLimitMs = 60_000;

const alias = { pattern: /^[a-z][a-z0-9-]*$/, meaning: "an ssh alias: letters a–z, digits and -" };
const byDigest = {
  pattern: /^[a-z0-9][a-z0-9.-]*\.[a-z]+(\/[a-z0-9._-]+)+@sha256:[0-9a-f]{64}$/,
  meaning: "an image of a registry by its digest, registry/repository@sha256:…",
};

/** An image on a host, pulled from a registry as who the host is. */
export const pulledImage: ResourceKind<PulledImageInputs, PulledImageOutputs> = {
  fields: {
    sshConfig: absolutePath,
    host: text(alias),
    registry: oneOf("ecr", "acr"),
    image: text(byDigest),
    generation: text(),
  },
  replaceKeys: ["host", "image"],
  drift: async ({ inputs }) => ((await isMissing(inputs)) ? ["reference"] : []),
  create: async (operation, inputs) => ({
    id: `${inputs.host}/${inputs.image}`,
    outputs: await pull(operation, inputs),
  }),
  update: pull,
  delete: async (operation, { inputs }) => {
    const script = `sudo docker image rm ${inputs.image}`;
    const options = { limitMs: removeLimitMs, signal: operation.signal };
    const { exitCode, stderr } = await runRemote(hostOf(inputs), script, options);
    const isGone = exitCode === 0 || /no such image/i.test(stderr);
    // An image that something else still uses does no harm, and Docker's own prune finds it.
    if (!isGone) operation.warn(`${inputs.host} keeps ${inputs.image}: ${stderr.trim()}`);
  },
};

async function pull(operation: Operation, inputs: PulledImageInputs): Promise<PulledImageOutputs> {
  const { registry, image } = inputs;
  await awaitPull(operation, { run: runRemote, host: hostOf(inputs), registry, image });
  return { reference: image };
}

/** A host that does not answer is Ready's matter. */
async function isMissing(inputs: PulledImageInputs): Promise<boolean> {
  const options = { limitMs: presenceLimitMs, signal: AbortSignal.timeout(presenceLimitMs) };
  const script = `sudo docker image inspect --format {{.Id}} ${inputs.image}`;
  const result = await runRemote(hostOf(inputs), script, options).catch(() => undefined);
  return result?.exitCode === 1;
}

function hostOf({ sshConfig, host }: PulledImageInputs): RemoteHost {
  return { config: sshConfig, alias: host };
}
