import type { FileAttributes, ServiceModel } from "../../compose/service-model";
import type { ContainerContext } from "./container-spec";
import { holderSpec } from "./holder-spec";

/** Where the files of `secrets:` are, unless the service has them elsewhere. */
const SECRETS_FOLDER = "/run/secrets";

/** Of the container that holds a service's secret files. */
export function secretsSpec(service: string, context: ContainerContext) {
  return { ...holderSpec("secrets", service, context), volumes: [{ containerPath: SECRETS_FOLDER }] };
}

/** A secret of a service, and where it is mounted. */
export interface SecretMount extends FileAttributes {
  readonly secret: string;
}

/** Those in the folder of secrets, and those at other places. */
export function placedSecrets({ secrets, secretMounts = {} }: ServiceModel) {
  const mounts = secrets.map((secret): SecretMount => ({
    secret,
    target: `${SECRETS_FOLDER}/${secret}`,
    ...secretMounts[secret],
  }));
  const isUsual = ({ target }: SecretMount) => target.startsWith(`${SECRETS_FOLDER}/`);
  return { inFolder: mounts.filter(isUsual), elsewhere: mounts.filter((mount) => !isUsual(mount)) };
}
