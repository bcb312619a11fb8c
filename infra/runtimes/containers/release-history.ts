import { join, relative } from "node:path";
import { ReleaseHistory } from "@berth/resources/host-resources";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceModel } from "../../compose/service-model";
import { imageName } from "../../host/image-name";
import type { Host } from "../../host/host";
import type { ServiceImage } from "./built-image";
import type { Releases } from "../run-args";
import { keptRepository, releaseOf } from "./release-names";

interface HistoryArgs {
  readonly host: Host;
  /** The compose file's name. */
  readonly project: string;
  /** Absolute folder of the compose file. */
  readonly folder: string;
  readonly image: ServiceImage;
  readonly releases: Releases;
  /** What is there once the service's containers are as they have to be: a release that fails is not recorded. */
  readonly ready: readonly pulumi.Resource[];
  readonly opts: pulumi.CustomResourceOptions;
}

/** Records on a host what a service runs, and has the host keep it for a rollback. */
export function releaseHistory(
  name: string,
  service: ServiceModel,
  { host, project, folder, image, releases, ready, opts }: HistoryArgs,
): ReleaseHistory {
  const { build, archive } = service;
  const place = { sshConfig: host.sshConfig, host: host.name, generation: host.rootDiskId };
  return new ReleaseHistory(
    name,
    {
      ...place,
      service: service.name,
      repository: keptRepository(project, service.name),
      release: pulumi.output(image.unique).apply(releaseOf),
      image: image.name,
      // An image of a registry may have further users on the host.
      ...(service.image === undefined && { builtAs: `${project}/${imageName(service.name)}` }),
      isPinned: Object.hasOwn(releases.pins, service.name),
      keep: releases.keep,
      ...(build !== undefined &&
        archive === undefined && { context: relative(process.cwd(), join(folder, build.context)) || "." }),
    },
    { ...opts, dependsOn: [...ready] },
  );
}
