import * as pulumi from "@pulumi/pulumi";
import type { ServiceModel } from "../../compose/service-model";
import { resolvedText, type SecureVariables } from "../resolved-text";

/** `NAME=value` of each variable of a service that has a secure value, in the order of their names. */
export function secureEnvironment(
  { secureEnvironment: texts = {} }: Pick<ServiceModel, "secureEnvironment">,
  variables: SecureVariables,
): pulumi.Output<string>[] {
  const sorted = Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([name, text]) => pulumi.interpolate`${name}=${resolvedText(text, variables)}`);
}

/**
 * The environment of a container, secret as a whole where a value is: the plugin returns the list in an order of its own,
 * in which no single value could be found again.
 */
export function wholeEnvironment(
  plain: readonly string[],
  secure: readonly pulumi.Output<string>[],
): pulumi.Input<pulumi.Input<string>[]> {
  if (secure.length === 0) return [...plain];
  return pulumi.secret(pulumi.all([...secure]).apply((values) => [...plain, ...values].sort()));
}
