import { resolve } from "node:path";
import type { SentImageInputs, SentImageOutputs } from "@berth/resources/host-types";
import { imageBuild, imageName } from "../built-image/build-fields";
import { builtArchive } from "../built-image/built-archive";
import { absolutePath, optional, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { type RemoteHost, runRemote } from "../ssh-access/remote-command";
import { sendImage } from "./send-image";

const presenceLimitMs = 15_000;
const removeLimitMs = 60_000;

const alias = { pattern: /^[a-z][a-z0-9-]*$/, meaning: "an ssh alias: letters a–z, digits and -" };

/** An image on a host that came there from this computer, without a registry. Its name stands for its content. */
export const sentImage: ResourceKind<SentImageInputs, SentImageOutputs> = {
  fields: {
    sshConfig: absolutePath,
    host: text(alias),
    image: imageName,
    build: optional(imageBuild),
    archive: optional(text()),
    generation: text(),
  },
  replaceKeys: ["host", "image"],
  faults: ({ build, archive }) =>
    (build === undefined) === (archive === undefined)
      ? [{ property: "build", reason: "exactly one of [build] and [archive] must be given" }]
      : [],
  drift: async ({ inputs }) => ((await isMissing(inputs)) ? ["reference"] : []),
  create: async (operation, inputs) => ({
    id: `${inputs.host}/${inputs.image}`,
    outputs: await send(operation, inputs),
  }),
  update: send,
  delete: async (operation, { inputs }) => {
    const options = { limitMs: removeLimitMs, signal: operation.signal };
    const { exitCode, stderr } = await runRemote(hostOf(inputs), `docker image rm ${inputs.image}`, options);
    const isGone = exitCode === 0 || /no such image/i.test(stderr);
    // An image that something else still uses does no harm, and Docker's own prune finds it.
    if (!isGone) operation.warn(`${inputs.host} keeps ${inputs.image}: ${stderr.trim()}`);
  },
};

async function send(operation: Operation, inputs: SentImageInputs): Promise<SentImageOutputs> {
  const { image } = inputs;
  const archive = () => archiveOf(operation, inputs);
  await sendImage(operation, { run: runRemote, host: hostOf(inputs), image, archive });
  return { reference: image };
}

/** Paths are relative to where the program runs. A build that this computer has forgotten is made again. */
function archiveOf(operation: Operation, { image, build, archive = "" }: SentImageInputs): Promise<string> {
  return build === undefined ? Promise.resolve(resolve(archive)) : builtArchive(operation, image, build);
}

/** A host that does not answer is Ready's matter. */
async function isMissing(inputs: SentImageInputs): Promise<boolean> {
  const options = { limitMs: presenceLimitMs, signal: AbortSignal.timeout(presenceLimitMs) };
  const script = `docker image inspect --format {{.Id}} ${inputs.image}`;
  const result = await runRemote(hostOf(inputs), script, options).catch(() => undefined);
  return result?.exitCode === 1;
}

function hostOf({ sshConfig, host }: SentImageInputs): RemoteHost {
  return { config: sshConfig, alias: host };
}
