import type { ContainerContext } from "./container-spec";
import { holderSpec } from "./holder-spec";

/** Where the files of `secrets:` are. */
export const SECRETS_FOLDER = "/run/secrets";

/** Of the container that holds a service's secret files. */
export function secretsSpec(service: string, context: ContainerContext) {
  return { ...holderSpec("secrets", service, context), volumes: [{ containerPath: SECRETS_FOLDER }] };
}
