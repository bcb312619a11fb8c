import { refused, type Field, type Fields } from "../bridge/field";

const output: Field = { kind: "string", outputOnly: true };

/** docker:index/remoteImage:RemoteImage as in the official plugin 5.2.0 (kreuzwerker's docker_image), for pulls alone. */
export const remoteImageFields: Fields = {
  build: refused("object", "build with an Image resource"),
  forceRemove: { kind: "bool" },
  imageId: output,
  keepLocally: { kind: "bool" },
  name: { kind: "string", required: true, replaces: true },
  platform: { kind: "string", replaces: true },
  pullTriggers: { kind: "stringSet", replaces: true },
  repoDigest: output,
  triggers: { kind: "map", replaces: true },
};
