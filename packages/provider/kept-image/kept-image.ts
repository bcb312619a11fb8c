import type { KeptImageInputs, KeptImageOutputs } from "@berth/resources/host-types";
import { releaseFields } from "../release-history/release-fields";
import type { ResourceKind } from "../resource-kind";
import { runRemote } from "../ssh-access/remote-command";
import { findKeptImage, missingRelease } from "./find-kept-image";

const lookLimitMs = 15_000;

/** The image of a kept release. Previews find it too, and fail where the host answers that it does not have it. */
export const keptImage: ResourceKind<KeptImageInputs, KeptImageOutputs> = {
  fields: releaseFields,
  replaceKeys: ["host", "repository"],
  drift: async ({ inputs, outputs }) => {
    const found = await look(inputs);
    return found === undefined || found.imageId === outputs.imageId ? [] : ["imageId"];
  },
  planned: async (_urn, inputs) => {
    const found = await look(inputs);
    if (found === undefined) return {};
    if (found.imageId === undefined) throw new Error(missingRelease(inputs, found.kept));
    return { imageId: found.imageId };
  },
  create: async ({ signal }, inputs) => ({
    id: `${inputs.host}/${inputs.repository}`,
    outputs: await find(inputs, signal),
  }),
  update: ({ signal }, inputs) => find(inputs, signal),
  delete: () => Promise.resolve(),
};

async function find(inputs: KeptImageInputs, signal: AbortSignal): Promise<KeptImageOutputs> {
  const { imageId, kept } = await findKeptImage(runRemote, inputs, signal);
  if (imageId === undefined) throw new Error(missingRelease(inputs, kept));
  return { imageId };
}

/** Undefined for a host that does not answer, which is Ready's matter. */
function look(inputs: KeptImageInputs) {
  return findKeptImage(runRemote, inputs, AbortSignal.timeout(lookLimitMs)).catch(() => undefined);
}
