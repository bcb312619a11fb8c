import { EngineError } from "@berth/model/engine-error";
import type { PropertyMap } from "@berth/model/property";
import type { BridgedResource, Made, OperationContext } from "../bridge/bridged-resource";
import { InputsReader } from "../bridge/inputs-reader";
import { removeWhenFree } from "../daemon/remove-when-free";
import { ensureImage, inspectImage, pullImage, type FoundImage } from "./image-pull";
import { parseReference } from "./image-reference";
import { remoteImageFields } from "./remote-image-fields";

/**
 * docker:index/remoteImage:RemoteImage: an image that the host has, or pulls from its registry. With `pullTriggers` it is
 * pulled whenever it is made, although the host has one of the name: that is what they are for.
 */
export const remoteImageResource: BridgedResource = {
  fields: remoteImageFields,
  meta: JSON.stringify({
    "e2bfb730-ecaa-11e6-8f88-34363bc7c4c0": { create: 1200e9, delete: 1200e9, update: 1200e9 },
  }),
  deletesBeforeReplace: false,
  create,
  update: (_existing, inputs, context) => create(inputs, context),
  async read({ outputs }, context) {
    const name = new InputsReader(outputs).text("name") ?? "";
    const image = await inspectImage(name, context);
    return image === undefined ? undefined : readImage(name, image);
  },
  delete: ({ outputs }, context) => remove(new InputsReader(outputs), context),
};

async function create(inputs: PropertyMap, context: OperationContext): Promise<Made> {
  const reader = new InputsReader(inputs);
  const [name, platform] = [reader.text("name") ?? "", reader.text("platform")];
  if (reader.texts("pullTriggers") === undefined) await ensureImage(name, platform, context);
  else await pullImage({ image: name, platform }, context);
  const image = await inspectImage(name, context);
  if (image === undefined)
    throw new EngineError(`pull image ${name}: it was pulled, but the daemon does not have it by that name`);
  return { id: image.Id + name, read: readImage(name, image) };
}

function readImage(name: string, { Id, RepoDigests }: FoundImage): PropertyMap {
  return { imageId: Id, repoDigest: digestOf(name, RepoDigests ?? []) };
}

/** That of the repository which the image was pulled from; an image that was loaded has none. */
function digestOf(name: string, digests: readonly string[]): string {
  const { repository } = parseReference(name);
  return digests.find((digest) => parseReference(digest).repository === repository) ?? digests[0] ?? "";
}

async function remove(reader: InputsReader, { daemon, signal }: OperationContext): Promise<void> {
  if (reader.flag("keepLocally")) return;
  const name = reader.text("name") ?? "";
  const [path, query] = [`/images/${name}`, { force: reader.flag("forceRemove") }];
  await removeWhenFree(daemon, { path, query, doing: `remove image ${name}`, busy: "is using", signal });
}
