import { join, relative } from "node:path";
import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { present } from "../../compose/present";
import type { BuildModel, ServiceModel } from "../../compose/service-model";
import { readBuildContext } from "./build-context";
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

/** Reads the build context of a service; `folder` is that of the compose file, `project` its name. */
export function imageSource({ name, ...service }: ServiceModel, folder: string, project: string): ImageSource {
  const build = present(service.build, `build of ${name}`);
  const full = join(folder, build.context);
  const tag = imageTag(build, readBuildContext(full, build.dockerfile));
  const context = relative(process.cwd(), full);
  return { name: `${project}/${name}:${tag}`, tag, context, dockerfile: join(context, build.dockerfile), build };
}

/** Builds the image on the host that the docker provider of `opts` talks to. */
export function builtImage(
  name: string,
  { name: imageName, tag, context, dockerfile, build }: ImageSource,
  platform: string,
  opts: pulumi.CustomResourceOptions,
): ServiceImage {
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
