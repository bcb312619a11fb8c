import type * as pulumi from "@pulumi/pulumi";
import type { ComposeModel, ImageModel, ServiceModel } from "../../compose/service-model";
import type { Host } from "../../host/host";
import { archivedImage } from "./archived-image";
import { builtImage, hostBuildModes, imageSource, type ServiceImage } from "./built-image";
import type { ImagesBuiltHere } from "./built-here";
import { pulledImage, type RegistryImages } from "./registry-images";
import type { Releases } from "../run-args";
import { keptImage } from "./kept-image";
import { remoteImage } from "./remote-image";
import { sentImage } from "./sent-image";

interface Origins {
  readonly host: Host;
  readonly compose: ComposeModel;
  readonly folder: string;
  readonly images?: RegistryImages;
  readonly builds?: ImagesBuiltHere;
  readonly platform?: string;
  /** Service → the kept release that it runs. */
  readonly pins: Releases["pins"];
  /** Those of registries that the host has got so far; it gets each one once, by the name of the first service that has it. */
  readonly remoteImages: Map<string, ServiceImage>;
  readonly opts: pulumi.CustomResourceOptions;
}

/** Gives a host the image of a service, from where the file and the stack have it. */
export function serviceImage(name: string, service: ServiceModel, from: Origins): ServiceImage {
  const { host, compose, folder, images, builds, platform = "linux/amd64", pins, opts } = from;
  const release = Object.hasOwn(pins, service.name) ? pins[service.name] : undefined;
  if (release !== undefined)
    return keptImage(name, { service: service.name, release, project: compose.name, host }, opts);
  if (service.archive !== undefined) {
    const image = archivedImage(service.archive, { project: compose.name, service: service.name, folder });
    return sentImage(name, { image, host }, opts);
  }
  if (service.image !== undefined) return sharedImage(name, { service: service.name, image: service.image, from });
  if (images !== undefined) return pulledImage(name, { images, service: service.name, host }, opts);
  const image = builds?.get(service.name);
  if (image !== undefined) return sentImage(name, { image, host }, opts);
  const source = imageSource(service, { name: compose.name, folder, modes: hostBuildModes });
  return builtImage(name, { source, platform }, opts);
}

/** Its state stays when another of the services that have it becomes the first of them. */
function sharedImage(name: string, { service, image, from }: Sharing): ServiceImage {
  const { host, compose, remoteImages, opts } = from;
  const key = keyOf(image);
  const others = compose.services.filter(
    (other) => other.name !== service && other.image !== undefined && keyOf(other.image) === key,
  );
  const prefix = name.slice(0, -service.length);
  const aliases = others.map((other) => ({ name: `${prefix}${other.name}` }));
  const made = remoteImages.get(key) ?? remoteImage(name, { image, rootDiskId: host.rootDiskId }, { ...opts, aliases });
  remoteImages.set(key, made);
  return made;
}

interface Sharing {
  readonly service: string;
  readonly image: ImageModel;
  readonly from: Origins;
}

function keyOf({ reference, platform, pull }: ImageModel): string {
  return JSON.stringify([reference, platform, pull]);
}
