import type { PulledImageInputs, PulledImageOutputs } from "@berth/resources/host-types";
import { absolutePath, oneOf, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { alias } from "../ssh-access/host-alias";
import { type HostImage, isImageMissing, removeImage } from "../ssh-access/host-image";
import { type RemoteHost, runRemote } from "../ssh-access/remote-command";
import { awaitPull } from "./await-pull";

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
  drift: async ({ inputs }) => ((await isImageMissing(onHost(inputs))) ? ["reference"] : []),
  create: async (operation, inputs) => ({
    id: `${inputs.host}/${inputs.image}`,
    outputs: await pull(operation, inputs),
  }),
  update: pull,
  delete: (operation, { inputs }) => removeImage(operation, onHost(inputs)),
};

async function pull(operation: Operation, inputs: PulledImageInputs): Promise<PulledImageOutputs> {
  const { registry, image } = inputs;
  await awaitPull(operation, { run: runRemote, host: hostOf(inputs), registry, image });
  return { reference: image };
}

function hostOf({ sshConfig, host }: PulledImageInputs): RemoteHost {
  return { config: sshConfig, alias: host };
}

function onHost(inputs: PulledImageInputs): HostImage {
  return { host: hostOf(inputs), docker: "sudo docker", image: inputs.image };
}
