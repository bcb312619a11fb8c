import type { DiskRoom } from "@berth/resources/host-resources";
import type * as pulumi from "@pulumi/pulumi";
import type { Host } from "../../host/host";
import type { Releases } from "../run-args";
import { diskRoom } from "./disk-room";
import { type ImageOrigin, imageOrigin, type ImageOrigins } from "./image-origin";

/** What a host is to get for its services. */
export interface ComingImages {
  /** Service → where its image comes from. */
  readonly origins: ReadonlyMap<string, ImageOrigin>;
  /** What each of them waits for. */
  readonly room: DiskRoom;
}

type Wanted = Omit<ImageOrigins, "pins"> & { readonly host: Host; readonly releases: Pick<Releases, "pins"> };

/** Decides where each image comes from, and has the host checked for room first. */
export function comingImages(name: string, wanted: Wanted, opts: pulumi.CustomResourceOptions): ComingImages {
  const from = { ...wanted, pins: wanted.releases.pins };
  const origins = new Map(wanted.compose.services.map((service) => [service.name, imageOrigin(service, from)]));
  return { origins, room: diskRoom(name, { ...wanted, origins }, opts) };
}
