import { BuiltImage } from "@berth/resources/host-resources";
import type { ComposeModel } from "../../compose/service-model";
import type { BuildsHere } from "../../host/builds-here";
import { imageSource } from "./built-image";
import type { ImageToSend } from "./sent-image";

/** Service → its image, as this computer builds it. */
export type ImagesBuiltHere = ReadonlyMap<string, ImageToSend>;

export interface BuiltHereArgs {
  readonly compose: ComposeModel;
  /** Absolute folder of the compose file. */
  readonly folder: string;
  readonly buildsHere: BuildsHere;
  /** Of the images. Default: linux/amd64. */
  readonly platform?: string;
}

/** Builds every service's image on this computer, without waiting for a host. */
export function builtHere(
  prefix: string,
  { compose, folder, buildsHere: { baseArchive }, platform = "linux/amd64" }: BuiltHereArgs,
): ImagesBuiltHere {
  const built = compose.services.filter(({ build }) => build !== undefined);
  return new Map(
    built.map((service) => {
      const source = imageSource(service, { name: compose.name, folder, modes: "plain" });
      const { context, dockerfile, tag, name } = source;
      const { args, target } = source.build;
      const build = {
        ...{ context, dockerfile, args: { ...args }, platform },
        ...(target !== undefined && { target }),
        ...(baseArchive && { baseArchive }),
      };
      const { reference } = new BuiltImage(`${prefix}-${service.name}`, { image: name, build });
      return [service.name, { image: reference, tag, build }];
    }),
  );
}
