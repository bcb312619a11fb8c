import type { ComposeModel, ImageModel, ServiceModel } from "../../compose/service-model";
import type { Releases } from "../run-args";
import { archivedImage } from "./archived-image";
import type { ImagesBuiltHere } from "./built-here";
import { hostBuildModes, type ImageSource, imageSource } from "./built-image";
import type { RegistryImages } from "./registry-images";
import type { ImageToSend } from "./sent-image";

/** Where a host gets the image of a service from. */
export type ImageOrigin =
  | { readonly kind: "kept"; readonly release: string }
  | { readonly kind: "sent"; readonly image: ImageToSend }
  | { readonly kind: "remote"; readonly image: ImageModel }
  | { readonly kind: "pushed"; readonly images: RegistryImages }
  | { readonly kind: "built"; readonly source: ImageSource };

export interface ImageOrigins {
  readonly compose: ComposeModel;
  /** Absolute folder of the compose file. */
  readonly folder: string;
  readonly images?: RegistryImages;
  readonly builds?: ImagesBuiltHere;
  /** Service → the kept release that it runs. */
  readonly pins: Releases["pins"];
}

/** Decides where the image of a service comes from: reads what it is built from, and makes nothing. */
export function imageOrigin(service: ServiceModel, from: ImageOrigins): ImageOrigin {
  const { compose, folder, images, builds, pins } = from;
  const release = Object.hasOwn(pins, service.name) ? pins[service.name] : undefined;
  if (release !== undefined) return { kind: "kept", release };
  if (service.archive !== undefined) {
    const image = archivedImage(service.archive, { project: compose.name, service: service.name, folder });
    return { kind: "sent", image };
  }
  if (service.image !== undefined) return { kind: "remote", image: service.image };
  if (images !== undefined) return { kind: "pushed", images };
  const image = builds?.get(service.name);
  if (image !== undefined) return { kind: "sent", image };
  return { kind: "built", source: imageSource(service, { name: compose.name, folder, modes: hostBuildModes }) };
}
