import { join, relative } from "node:path";
import { openContext } from "@berth/build-context/build-context";
import { contextContents, type Modes } from "@berth/build-context/context-contents";
import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { present } from "../../compose/present";
import type { BuildModel, ServiceModel } from "../../compose/service-model";
import { imageName } from "../../host/image-name";
import { imageTag } from "./image-tag";

/** The image of a service on a host, and what tells it from an older one. */
export interface ServiceImage {
  readonly name: pulumi.Input<string>;
  readonly unique: pulumi.Input<string>;
}

/** What a build of a service reads and is called after. */
export interface ImageSource {
  /** "links/api:0123456789ab": the compose file's name, the service, the hash of all that the build reads. */
  readonly name: string;
  readonly tag: string;
  /** Relative to where the program runs, because it is kept in the state and that goes from machine to machine. */
  readonly context: string;
  readonly dockerfile: string;
  readonly build: BuildModel;
}

export interface Project {
  readonly name: string;
  /** Absolute folder of the compose file. */
  readonly folder: string;
  /** What the builder makes of the modes of files. */
  readonly modes: Modes;
}

export interface HostBuild {
  readonly source: ImageSource;
  /** Such as linux/arm64. */
  readonly platform: string;
}

/** Reads the build context of a service. Throws when the builder could not be sent it. */
export function imageSource(
  { name, ...service }: ServiceModel,
  { folder, name: project, modes }: Project,
): ImageSource {
  const build = present(service.build, `build of ${name}`);
  const full = join(folder, build.context);
  const tag = imageTag(build, contextContents(openContext(full, join(full, build.dockerfile)), modes));
  const context = relative(process.cwd(), full);
  return {
    name: `${project}/${imageName(name)}:${tag}`,
    tag,
    context,
    dockerfile: join(context, build.dockerfile),
    build,
  };
}

/** How the builder on a host packs modes: the engine in a plain way, the CLI's plugin as they are on the disk. */
export const hostBuildModes: Modes = process.env.BERTH_ENGINE === undefined ? "packed" : "plain";

/** Builds the image on the host that the docker provider of `opts` talks to. */
export function builtImage(
  name: string,
  { source, platform }: HostBuild,
  opts: pulumi.CustomResourceOptions,
): ServiceImage {
  const { name: imageName, tag, context, dockerfile, build } = source;
  const image = new docker.Image(
    name,
    {
      imageName,
      skipPush: true,
      build: {
        context,
        dockerfile,
        args: { ...build.args },
        ...(build.target === undefined ? {} : { target: build.target }),
        platform,
        builderVersion: docker.BuilderVersion.BuilderBuildKit,
      },
    },
    opts,
  );
  return { name: image.imageName, unique: tag };
}
