import type * as pulumi from "@pulumi/pulumi";
import type { ComposeModel, ServiceModel } from "../../compose/service-model";
import type { Host } from "../../host/host";
import { archivedImage } from "./archived-image";
import { builtImage, hostBuildModes, imageSource, type ServiceImage } from "./built-image";
import type { ImagesBuiltHere } from "./built-here";
import { pulledImage, type RegistryImages } from "./registry-images";
import { remoteImage } from "./remote-image";
import { sentImage } from "./sent-image";

interface Origins {
  readonly host: Host;
  readonly compose: ComposeModel;
  readonly folder: string;
  readonly images?: RegistryImages;
  readonly builds?: ImagesBuiltHere;
  readonly platform?: string;
  readonly opts: pulumi.CustomResourceOptions;
}

/** Gives a host the image of a service, from where the file and the stack have it. */
export function serviceImage(name: string, service: ServiceModel, from: Origins): ServiceImage {
  const { host, compose, folder, images, builds, platform = "linux/amd64", opts } = from;
  if (service.archive !== undefined) {
    const image = archivedImage(service.archive, { project: compose.name, service: service.name, folder });
    return sentImage(name, { image, host }, opts);
  }
  if (service.image !== undefined) return remoteImage(name, service.image, host.rootDiskId, opts);
  if (images !== undefined) return pulledImage(name, images, { service: service.name, host }, opts);
  const image = builds?.get(service.name);
  if (image !== undefined) return sentImage(name, { image, host }, opts);
  return builtImage(name, imageSource(service, { name: compose.name, folder, modes: hostBuildModes }), platform, opts);
}
