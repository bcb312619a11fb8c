/** Where the AWS CLI's calls go, and as who. */
export interface AwsCli {
  readonly region: string;
  /** Profile of the AWS CLI, as the provider's key `aws:profile` names it; "": the default one. */
  readonly profile: string;
}

/** argv of a call of the AWS CLI that uses the same profile as the provider. */
export function awsCommand({ region, profile }: AwsCli, ...words: readonly string[]): readonly string[] {
  return ["aws", ...words, "--region", region, ...(profile === "" ? [] : ["--profile", profile])];
}
