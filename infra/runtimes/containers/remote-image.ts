import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { ImageModel } from "../../compose/service-model";
import type { ServiceImage } from "./built-image";

/**
 * Has the host that the docker provider of `opts` talks to pull an image, once for each machine. It runs by its id: a tag
 * that moves in the registry changes nothing until the file has another one. The image stays when the service goes.
 */
export function remoteImage(
  name: string,
  { reference, platform }: ImageModel,
  rootDiskId: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): ServiceImage {
  const args = { name: reference, keepLocally: true, triggers: { rootDiskId }, ...(platform && { platform }) };
  const { imageId } = new docker.RemoteImage(name, args, opts);
  return { name: imageId, unique: imageId };
}

/** Whether the reference names one image for good. */
export function isPinned({ reference }: ImageModel): boolean {
  return /@sha256:[0-9a-f]{64}$/.test(reference);
}
