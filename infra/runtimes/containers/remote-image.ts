import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { ImageModel } from "../../compose/service-model";
import type { ServiceImage } from "./built-image";

/**
 * Has the host that the docker provider of `opts` talks to pull an image, once for each machine. It runs by its id: a tag
 * that moves in the registry changes nothing until the file has another one, unless each `up` is to look for it. The image
 * stays when the service goes.
 */
export function remoteImage(
  name: string,
  { image, rootDiskId }: { readonly image: ImageModel; readonly rootDiskId: pulumi.Output<string> },
  opts: pulumi.CustomResourceOptions,
): ServiceImage {
  const { reference, platform } = image;
  const looks = image.pull === "always" && !isPinned(image);
  const args = {
    name: reference,
    keepLocally: true,
    triggers: { rootDiskId },
    ...(platform && { platform }),
    ...(looks && { pullTriggers: [newestDigest(reference, opts)] }),
  };
  const { imageId } = new docker.RemoteImage(name, args, opts);
  return { name: imageId, unique: imageId };
}

/** What the registry has now; not known while the host's address is not. */
function newestDigest(reference: string, { parent }: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const found = docker.getRegistryImageOutput({ name: reference }, { ...(parent && { parent }) });
  return found.apply(({ sha256Digest }: Partial<docker.GetRegistryImageResult>) => sha256Digest ?? "");
}

/** Whether the reference names one image for good. */
export function isPinned({ reference }: ImageModel): boolean {
  return /@sha256:[0-9a-f]{64}$/.test(reference);
}
