import type { BuiltImageInputs, BuiltImageOutputs } from "@berth/resources/host-types";
import type { ResourceKind } from "../resource-kind";
import { imageBuild, imageName } from "./build-fields";
import { builtArchive } from "./built-archive";

/** That an image was built on this computer. What it left here is a cache: whoever needs it later builds it again. */
export const builtImage: ResourceKind<BuiltImageInputs, BuiltImageOutputs> = {
  fields: { image: imageName, build: imageBuild },
  replaceKeys: ["image"],
  planned: (_urn, { image }) => Promise.resolve({ reference: image }),
  create: async (operation, { image, build }) => {
    await builtArchive(operation, image, build);
    return { id: image, outputs: { reference: image } };
  },
  // The name stands for the content: another way to the same files builds nothing.
  update: (_operation, { image }) => Promise.resolve({ reference: image }),
  delete: () => Promise.resolve(),
};
