import * as pulumi from "@pulumi/pulumi";

/**
 * Azure takes 64 characters for a network and AWS 64 for a role; our longest suffix of one has 15, and the plugins add
 * up to 8 of their own.
 */
export const longestName = 40;

/** The name of a host, when what is called after it stays in the clouds' limits. */
export function cloudName(name: string): string {
  if (name.length <= longestName) return name;
  throw new pulumi.RunError(
    `${name} is ${name.length} characters long and a cloud's names are made from it: give the stack a name ${name.length - longestName} shorter`,
  );
}
