import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { PulledImage } from "@berth/resources/host-resources";
import type { Host } from "../../host/host";
import type { ImageRegistry } from "../../host/image-registry";
import type { ServiceImage } from "./built-image";
import { requireLocalDocker } from "./local-docker";
import type * as pushed from "./pushed-images";

/** Images that are in a registry, and what a host needs to pull them. */
export interface RegistryImages {
  readonly kind: ImageRegistry["kind"];
  readonly references: pushed.ImageReferences;
  readonly pullRights: ImageRegistry["pullRights"];
}

/** Pushes the services' images; loads the SDK that can only where there is a registry. Throws on an `up` without a local Docker. */
export function registryImages(name: string, args: pushed.PushedImagesArgs): RegistryImages {
  if (!pulumi.runtime.isDryRun()) requireLocalDocker(args.registry.kind);
  const { PushedImages } = createRequire(__filename)("./pushed-images") as typeof pushed;
  const { references } = new PushedImages(name, args);
  const { kind, pullRights } = args.registry;
  return { kind, references, pullRights };
}

/** Pulls a service's image on a host, once the host may. */
export function pulledImage(
  name: string,
  { images, service, host }: { images: RegistryImages; service: string; host: Host },
  opts: pulumi.CustomResourceOptions,
): ServiceImage {
  const { kind, references, pullRights } = images;
  const image = references.get(service);
  if (image === undefined) throw new Error(`no image of service ${service} was pushed`);
  const pulled = new PulledImage(
    name,
    { sshConfig: host.sshConfig, host: `${host.name}-admin`, registry: kind, image, generation: host.rootDiskId },
    pulumi.mergeOptions(opts, { dependsOn: [...pullRights(host.name)] }),
  );
  return { name: pulled.reference, unique: pulled.reference };
}
