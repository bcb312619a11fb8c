import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel, ImageModel } from "../../compose/service-model";
import type { Host } from "../../host/host";
import { builtImage, type ServiceImage } from "./built-image";
import type { ImageOrigin } from "./image-origin";
import { pulledImage } from "./registry-images";
import { keptImage } from "./kept-image";
import { remoteImage } from "./remote-image";
import { sentImage } from "./sent-image";

interface Bringing {
  readonly host: Host;
  readonly compose: ComposeModel;
  readonly platform?: string;
  readonly origin: ImageOrigin;
  /** Those of registries that the host has got so far; it gets each one once, by the name of the first service that has it. */
  readonly remoteImages: Map<string, ServiceImage>;
  /** What an image waits for that is to come to the host. */
  readonly room: pulumi.Resource;
  readonly opts: pulumi.CustomResourceOptions;
}

/** Gives a host the image of a service, from where the file and the stack have it. */
export function serviceImage(name: string, service: string, from: Bringing): ServiceImage {
  const { host, compose, platform = "linux/amd64", origin, room, opts } = from;
  const coming = pulumi.mergeOptions(opts, { dependsOn: [room] });
  switch (origin.kind) {
    case "kept":
      return keptImage(name, { service, release: origin.release, project: compose.name, host }, opts);
    case "sent":
      return sentImage(name, { image: origin.image, host }, coming);
    case "remote":
      return sharedImage(name, { service, image: origin.image, from: { ...from, opts: coming } });
    case "pushed":
      return pulledImage(name, { images: origin.images, service, host }, coming);
    case "built":
      return builtImage(name, { source: origin.source, platform }, coming);
  }
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
  readonly from: Bringing;
}

function keyOf({ reference, platform, pull }: ImageModel): string {
  return JSON.stringify([reference, platform, pull]);
}
