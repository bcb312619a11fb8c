import type * as pulumi from "@pulumi/pulumi";
import { Password } from "../provider/resources";
import type { SecretModel } from "./compose/service-model";

/** A password for each secret of the compose file: one for all the hosts that use it. */
export function stackSecrets(
  prefix: string,
  secrets: readonly SecretModel[],
): ReadonlyMap<string, pulumi.Output<string>> {
  return new Map(secrets.map(({ name, length }) => [name, new Password(`${prefix}-${name}`, { length }).result]));
}
