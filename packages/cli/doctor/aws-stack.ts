import { type AwsCli, awsCommand } from "@berth/infra/aws-command";
import type { AwsSettings } from "@berth/infra/aws-settings";
import type { StackConfig } from "@berth/infra/config-schema";
import { field, items, text } from "./read-json";

export interface AwsStack {
  readonly project: string;
  readonly name: string;
  readonly config: StackConfig;
  readonly settings: AwsSettings;
}

/** argv of a call of the AWS CLI that prints JSON. */
export function aws({ region, profile }: AwsCli, ...words: readonly string[]): readonly string[] {
  return [...awsCommand({ region, profile }, ...words), "--output", "json"];
}

/** Where the calls for a stack go. */
export function cliOf({ config: { profile }, settings: { region: name } }: AwsStack): AwsCli {
  return { region: name, profile };
}

/** Whether a thing of EC2 is the stack's: what it has already does not count against it. */
export function isOwn(item: unknown, { project, name }: AwsStack): boolean {
  const tags = new Map(items(field(item, "Tags")).map((tag) => [text(field(tag, "Key")), text(field(tag, "Value"))]));
  return tags.get("ManagedBy") === "pulumi" && tags.get("Project") === project && tags.get("Stack") === name;
}
