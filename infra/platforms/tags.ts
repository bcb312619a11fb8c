import * as pulumi from "@pulumi/pulumi";

/** What every cloud resource of a stack carries: the configuration's own tags, whose it is, and that a program made it. */
export function stackTags(own: Readonly<Record<string, string>>): Record<string, string> {
  return { ...own, Project: pulumi.getProject(), Stack: pulumi.getStack(), ManagedBy: "pulumi" };
}
