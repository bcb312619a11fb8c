import * as pulumi from "@pulumi/pulumi";
import type { SecureText } from "../compose/service-model";

/** Values of the secure variables by name. */
export type SecureVariables = ReadonlyMap<string, pulumi.Output<string>>;

/** The text with the values of its secure variables, as a secret whatever it has. */
export function resolvedText(text: SecureText, variables: SecureVariables): pulumi.Output<string> {
  const parts = text.map((part) => (typeof part === "string" ? part : valueOf(part.variable, variables)));
  return pulumi.secret(pulumi.all(parts).apply((values) => values.join("")));
}

function valueOf(name: string, variables: SecureVariables): pulumi.Output<string> {
  const value = variables.get(name);
  if (value === undefined) throw new Error(`the compose model refers to variable ${name}, which is not secure`);
  return value;
}
