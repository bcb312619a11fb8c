import { DiskRoom } from "@berth/resources/host-resources";
import type * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "../../compose/service-model";
import type { Host } from "../../host/host";
import { imageName } from "../../host/image-name";
import type { ImageOrigin } from "./image-origin";
import { only } from "./only";

interface Wanted {
  readonly host: Host;
  readonly compose: Pick<ComposeModel, "name" | "services">;
  /** Service → where its image comes from. */
  readonly origins: ReadonlyMap<string, ImageOrigin>;
}

/** That the host has room for the images of its services. What brings one, or frees a name for one, waits for it. */
export function diskRoom(
  name: string,
  { host, compose, origins }: Wanted,
  opts: pulumi.CustomResourceOptions,
): DiskRoom {
  const images = compose.services.flatMap(({ name: service }) =>
    comingImage(service, only(origins, service), compose.name),
  );
  const place = { sshConfig: host.sshConfig, host: host.name, generation: host.rootDiskId };
  return new DiskRoom(name, { ...place, images: [...new Set(images)] }, opts);
}

/** The name that the image has on the host; none for a kept release, which is there. */
function comingImage(service: string, origin: ImageOrigin, project: string): readonly pulumi.Input<string>[] {
  switch (origin.kind) {
    case "kept":
      return [];
    case "sent":
      // Not the output of its build, which the check would wait for.
      return [`${project}/${imageName(service)}:${origin.image.tag}`];
    case "remote":
      return [origin.image.reference];
    case "pushed": {
      const reference = origin.images.references.get(service);
      return reference === undefined ? [] : [reference];
    }
    case "built":
      return [origin.source.name];
  }
}
