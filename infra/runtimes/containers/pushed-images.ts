import * as dockerBuild from "@pulumi/docker-build";
import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "../../compose/service-model";
import type { ImageRegistry } from "../../host/image-registry";
import type { ImagePlatform } from "../image-platform";
import { type ImageSource, imageSource } from "./built-image";

export interface PushedImagesArgs {
  compose: ComposeModel;
  /** Absolute folder of the compose file. */
  folder: string;
  registry: ImageRegistry;
  /** Of the images. */
  platform: ImagePlatform;
}

/** Service → "repository@sha256:…". */
export type ImageReferences = ReadonlyMap<string, pulumi.Output<string>>;

/**
 * The services' images, built by the Docker of this computer and pushed to a registry with the login that this Docker has:
 * no registry's name and password are given, so none gets into the state.
 */
export class PushedImages extends pulumi.ComponentResource {
  readonly references: ImageReferences;

  constructor(name: string, args: PushedImagesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:containers:PushedImages", name, {}, opts);
    const { compose, folder, registry, platform } = args;
    const built = compose.services.filter(({ build }) => build !== undefined);
    this.references = new Map(
      built.map((service) => {
        const repository = registry.repositories.get(service.name);
        if (repository === undefined) throw new Error(`the registry has no repository for service ${service.name}`);
        const source = imageSource(service, { name: compose.name, folder, modes: "packed" });
        return [service.name, this.push(`${name}-${service.name}`, source, { repository, platform })];
      }),
    );
    this.registerOutputs();
  }

  private push(name: string, source: ImageSource, { repository, platform }: Destination): pulumi.Output<string> {
    const { context, dockerfile, build, tag } = source;
    const image = new dockerBuild.Image(
      name,
      {
        context: { location: context },
        dockerfile: { location: dockerfile },
        buildArgs: { ...build.args },
        ...(build.target === undefined ? {} : { target: build.target }),
        platforms: [platform],
        tags: [pulumi.interpolate`${repository}:${tag}`],
        push: true,
        buildOnPreview: false,
      },
      { parent: this },
    );
    return pulumi.interpolate`${repository}@${image.digest}`;
  }
}

interface Destination {
  readonly repository: pulumi.Output<string>;
  readonly platform: ImagePlatform;
}
