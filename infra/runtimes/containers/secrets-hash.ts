import * as pulumi from "@pulumi/pulumi";
import type { SecretModel, ServiceModel } from "../../compose/service-model";
import { guardedHash } from "./guarded-hash";
import { specHash } from "./spec-hash";

interface SecretsHashArgs {
  /** Of the compose file. */
  readonly models: readonly SecretModel[];
  /** In the order of the service's own. */
  readonly values: readonly pulumi.Output<string>[];
  readonly salt: string;
}

/** Of the values of a service's secrets, fit to be seen: cut to 32 bits, and of random text or slow to guess. */
export function secretsHash({ secrets }: ServiceModel, { models, values, salt }: SecretsHashArgs) {
  const isRandom = models.every(({ name, length }) => length !== undefined || !secrets.includes(name));
  const hash = (texts: string[]) => (isRandom ? specHash(texts) : guardedHash(texts, salt));
  return pulumi.unsecret(pulumi.all([...values]).apply(hash));
}
