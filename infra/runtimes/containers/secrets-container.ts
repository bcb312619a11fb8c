import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceModel } from "../../compose/service-model";
import type { ServiceImage } from "./built-image";
import type { ContainerContext } from "./container-spec";
import { attributesOf } from "./held-files";
import { secretMode } from "./secret-mode";
import { placedSecrets, secretsSpec } from "./secrets-spec";

interface SecretsArgs {
  /** Of the resource. */
  readonly resource: string;
  readonly context: ContainerContext;
  /** Of the service's container. */
  readonly name: pulumi.Output<string>;
  readonly image: ServiceImage;
  /** Values by name. */
  readonly secrets: ReadonlyMap<string, pulumi.Output<string>>;
}

/**
 * A container that never runs and holds a volume with the secret files: the daemon takes no uploads into a read-only
 * root. The service mounts the volume read-only, and it is gone with the last of the two.
 */
export function secretsContainer(
  service: ServiceModel,
  { resource, context, name, image, secrets }: SecretsArgs,
  opts: pulumi.CustomResourceOptions,
): docker.Container[] {
  const { inFolder } = placedSecrets(service);
  if (inFolder.length === 0) return [];
  const uploads = inFolder.map(({ secret, target, ...given }) => ({
    file: target,
    ...attributesOf(given, secretMode(service)),
    content: secrets.get(secret),
  }));
  const fixed = secretsSpec(service.name, context);
  const args = { ...fixed, name: pulumi.interpolate`${name}-secrets`, image: image.name, uploads };
  // It may be there twice. Its deletion would end the container that mounts it, before what that one waits for is done.
  return [new docker.Container(resource, args, { ...opts, deleteBeforeReplace: false })];
}
