import * as pulumi from "@pulumi/pulumi";

/** What every cloud resource of a stack carries: whose it is and that a program made it. */
export function stackTags(): Record<string, string> {
  return { Project: pulumi.getProject(), Stack: pulumi.getStack(), ManagedBy: "pulumi" };
}
