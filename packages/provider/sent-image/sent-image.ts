import { resolve } from "node:path";
import type { SentImageInputs, SentImageOutputs } from "@berth/resources/host-types";
import { imageBuild, imageName } from "../built-image/build-fields";
import { builtArchive } from "../built-image/built-archive";
import { absolutePath, optional, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { alias } from "../ssh-access/host-alias";
import { type HostImage, isImageMissing, removeImage } from "../ssh-access/host-image";
import { type RemoteHost, runRemote } from "../ssh-access/remote-command";
import { sendImage } from "./send-image";

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
  drift: async ({ inputs }) => ((await isImageMissing(onHost(inputs))) ? ["reference"] : []),
  create: async (operation, inputs) => ({
    id: `${inputs.host}/${inputs.image}`,
    outputs: await send(operation, inputs),
  }),
  update: send,
  delete: (operation, { inputs }) => removeImage(operation, onHost(inputs)),
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

function hostOf({ sshConfig, host }: SentImageInputs): RemoteHost {
  return { config: sshConfig, alias: host };
}

function onHost(inputs: SentImageInputs): HostImage {
  return { host: hostOf(inputs), docker: "docker", image: inputs.image };
}
