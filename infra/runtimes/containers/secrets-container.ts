import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceModel } from "../../compose/service-model";
import type { ServiceImage } from "./built-image";
import type { ContainerContext } from "./container-spec";
import { SECRETS_FOLDER, secretsSpec } from "./secrets-spec";

interface SecretsArgs {
  /** Of the resource. */
  readonly resource: string;
  readonly context: ContainerContext;
  /** Of the service's container. */
  readonly name: pulumi.Output<string>;
  readonly image: ServiceImage;
  /** Values, in the order of the service's secrets. */
  readonly secrets: readonly pulumi.Output<string>[];
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
  if (service.secrets.length === 0) return [];
  const uploads = service.secrets.map((secret, index) => ({
    file: `${SECRETS_FOLDER}/${secret}`,
    permissions: "0440",
    content: secrets[index],
  }));
  const fixed = secretsSpec(service.name, context);
  const args = { ...fixed, name: pulumi.interpolate`${name}-secrets`, image: image.name, uploads };
  return [new docker.Container(`${resource}-secrets`, args, opts)];
}
