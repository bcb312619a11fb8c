import { SentImage } from "@berth/resources/host-resources";
import type { ImageBuildInputs } from "@berth/resources/host-types";
import type * as pulumi from "@pulumi/pulumi";
import type { Host } from "../../host/host";
import type { ServiceImage } from "./built-image";

/** An image of this computer. */
export interface ImageToSend {
  /** "project/service:tag". */
  readonly image: pulumi.Input<string>;
  /** Stands for its content. */
  readonly tag: string;
  /** What it is built from; or `archive` is given. */
  readonly build?: Omit<ImageBuildInputs, "baseArchive"> & { readonly baseArchive?: pulumi.Input<string> };
  /** Path of its archive, relative to where the program runs. */
  readonly archive?: string;
}

/** Gives a host an image of this computer over SSH. */
export function sentImage(
  name: string,
  { image: { tag, ...source }, host }: { readonly image: ImageToSend; readonly host: Host },
  opts: pulumi.CustomResourceOptions,
): ServiceImage {
  const args = { sshConfig: host.sshConfig, host: host.name, generation: host.rootDiskId, ...source };
  return { name: new SentImage(name, args, opts).reference, unique: tag };
}
