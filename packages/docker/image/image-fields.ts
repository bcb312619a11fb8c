import { matches, refused, refusedFlag, type Field, type Fields } from "../bridge/field";

const text: Field = { kind: "string" };

/** docker:index/image:Image as in the official plugin 5.2.0, for builds by BuildKit on the host that are not pushed. */
export const imageFields: Fields = {
  build: {
    kind: "object",
    fields: {
      addHosts: { kind: "strings" },
      args: { kind: "map" },
      builderVersion: {
        kind: "string",
        fault: matches(/^BuilderBuildKit$/, "BuilderBuildKit (the classic builder is not supported)"),
      },
      cacheFrom: refused("object", "the host's own build cache is used"),
      context: text,
      contextDigest: text,
      dockerfile: text,
      network: text,
      platform: text,
      target: text,
    },
  },
  buildOnPreview: refusedFlag("a preview builds nothing"),
  imageName: { kind: "string", required: true },
  registry: refused("object", "images are built on the host and not pushed"),
  skipPush: {
    kind: "bool",
    fault: (value) => (value === true ? undefined : "must be true: images are built on the host and not pushed"),
  },
};
