import { KeptImage } from "@berth/resources/host-resources";
import type * as pulumi from "@pulumi/pulumi";
import type { Host } from "../../host/host";
import type { ServiceImage } from "./built-image";
import { keptRepository } from "./release-names";

interface Pin {
  readonly service: string;
  /** The release that the configuration names. */
  readonly release: string;
  /** The compose file's name. */
  readonly project: string;
  readonly host: Host;
}

/** The image of a release that the host has kept. It runs by its id, which nothing can pull. */
export function keptImage(
  name: string,
  { service, release, project, host }: Pin,
  opts: pulumi.CustomResourceOptions,
): ServiceImage {
  const repository = keptRepository(project, service);
  const place = { sshConfig: host.sshConfig, host: host.name, generation: host.rootDiskId };
  const { imageId } = new KeptImage(name, { ...place, service, repository, release }, opts);
  return { name: imageId, unique: `${repository}:${release}` };
}
