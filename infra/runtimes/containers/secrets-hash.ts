import * as pulumi from "@pulumi/pulumi";
import type { SecretModel, ServiceModel } from "../../compose/service-model";
import { guardedHash } from "./guarded-hash";
import { specHash } from "./spec-hash";

interface SecretsHashArgs {
  /** Of the compose file. */
  readonly models: readonly SecretModel[];
  /** Of its secrets, in the order of the service's own, then of its environment. */
  readonly values: readonly pulumi.Output<string>[];
  readonly salt: string;
}

/** Of the values of a service's secrets, fit to be seen: cut to 32 bits, and of random text or slow to guess. */
export function secretsHash(
  { secrets, secureEnvironment }: ServiceModel,
  { models, values, salt }: SecretsHashArgs,
): pulumi.Output<string> {
  const areGenerated = models.every(({ name, length }) => length !== undefined || !secrets.includes(name));
  const isRandom = secureEnvironment === undefined && areGenerated;
  const hash = (texts: string[]) => (isRandom ? specHash(texts) : guardedHash(texts, salt));
  return pulumi.unsecret(pulumi.all([...values]).apply(hash));
}
