import * as kms from "@pulumi/aws/kms";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { bucketPolicy } from "./aws-policies";

export interface AwsStateArgs {
  region: string;
}

/** Versions of a state that are no longer the newest are kept so long: a year, to look back at an incident. */
const keptDays = 365;
/** A key that is deleted by mistake can be had back so long; the longest that AWS offers. */
const keyWindowDays = 30;

/**
 * A bucket for the states of stacks, which the CLI's S3 backend locks by files of its own: every version kept, encrypted
 * with a key that also encrypts the secrets in it, over TLS alone, never public, and not to be deleted.
 */
export class AwsState extends pulumi.ComponentResource {
  readonly bucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly secretsProvider: pulumi.Output<string>;

  constructor(name: string, { region }: AwsStateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:bootstrap:AwsState", name, {}, opts);
    const own = { parent: this };
    const key = new kms.Key(
      `${name}-key`,
      {
        description: "State of Pulumi stacks and the secrets in it",
        enableKeyRotation: true,
        deletionWindowInDays: keyWindowDays,
      },
      { ...own, protect: true },
    );
    const bucket = new s3.Bucket(`${name}-bucket`, {}, { ...own, protect: true });
    this.protectBucket(name, bucket, key);
    this.bucketArn = bucket.arn;
    this.keyArn = key.arn;
    this.url = pulumi.interpolate`s3://${bucket.bucket}?region=${region}&awssdk=v2`;
    this.secretsProvider = pulumi.interpolate`awskms:///${key.arn}?region=${region}&awssdk=v2`;
    this.registerOutputs();
  }

  private protectBucket(name: string, bucket: s3.Bucket, key: kms.Key): void {
    const own = { parent: this };
    const id = bucket.id;
    const shut = new s3.BucketPublicAccessBlock(
      `${name}-private`,
      {
        bucket: id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      own,
    );
    const versioning = new s3.BucketVersioning(
      `${name}-versions`,
      { bucket: id, versioningConfiguration: { status: "Enabled" } },
      own,
    );
    new s3.BucketOwnershipControls(
      `${name}-owner`,
      { bucket: id, rule: { objectOwnership: "BucketOwnerEnforced" } },
      own,
    );
    new s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        bucket: id,
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
            bucketKeyEnabled: true,
          },
        ],
      },
      own,
    );
    new s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        bucket: id,
        rules: [
          {
            id: "old-versions",
            status: "Enabled",
            filter: {},
            noncurrentVersionExpiration: { noncurrentDays: keptDays },
          },
        ],
      },
      { ...own, dependsOn: versioning },
    );
    new s3.BucketPolicy(
      `${name}-policy`,
      { bucket: id, policy: bucket.arn.apply(bucketPolicy) },
      { ...own, dependsOn: shut },
    );
  }
}
