import type * as pulumi from "@pulumi/pulumi";
import { Password } from "@berth/resources/resources";
import { present } from "./compose/present";
import type { SecretModel } from "./compose/service-model";

/** A password for each secret of the compose file: one for all the hosts that use it. */
export function stackSecrets(
  prefix: string,
  secrets: readonly SecretModel[],
): ReadonlyMap<string, pulumi.Output<string>> {
  return new Map(
    secrets.map((secret) => {
      const length = present(secret.length, `length of secret ${secret.name}`);
      return [secret.name, new Password(`${prefix}-${secret.name}`, { length }).result];
    }),
  );
}
