import type { ImageBuildInputs } from "@berth/resources/host-types";
import { absolutePath, type Field, mapOf, optional, record, text } from "../fields";

/** A name that stands for one content: no word of it is special to a shell. */
export const imageName = text({
  pattern: /^[a-z0-9][a-z0-9._-]*\/[a-zA-Z0-9][a-zA-Z0-9._-]*:[a-zA-Z0-9._-]{1,128}$/,
  meaning: "the name of an image, project/service:tag",
});

const argument = { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, meaning: "the name of a build argument" };
const platform = { pattern: /^linux\/[a-z0-9/]+$/, meaning: "a platform such as linux/amd64" };

/** What a build on this computer is made from. */
export const imageBuild: Field<ImageBuildInputs> = record({
  context: text(),
  dockerfile: text(),
  args: mapOf(argument, text()),
  target: optional(text()),
  platform: text(platform),
  baseArchive: optional(absolutePath),
});
