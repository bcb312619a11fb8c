import * as dlm from "@pulumi/aws/dlm";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

export interface DiskBackupsArgs {
  /** What the data volumes' own tag names, see `backupTags`. */
  stack: string;
  /** How long a snapshot is kept. */
  days: number;
  /** ARN of the policy that bounds the role; "": none. */
  permissionsBoundary: string;
  tags: Record<string, string>;
}

/** UTC: the quiet hours of Europe and America. The snapshot begins within the hour. */
const time = "03:00";
const tag = "DiskBackups";

/** What a stack's data volumes carry for the policy to find them, and no other volume does: a policy takes what has any of its tags. */
export function backupTags(stack: string): Record<string, string> {
  return { [tag]: stack };
}

/** A daily snapshot of each data volume, which AWS's Data Lifecycle Manager makes and deletes with a role of its own. */
export class DiskBackups extends pulumi.ComponentResource {
  constructor(name: string, args: DiskBackupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:aws:DiskBackups", name, {}, opts);
    const { stack, days, permissionsBoundary, tags } = args;
    const role = new iam.Role(
      `${name}-role`,
      {
        assumeRolePolicy: iam.assumeRolePolicyForPrincipal({ Service: "dlm.amazonaws.com" }),
        ...(permissionsBoundary !== "" && { permissionsBoundary }),
        tags,
      },
      { parent: this },
    );
    const policy = new iam.RolePolicy(
      `${name}-policy`,
      { role: role.id, policy: snapshotPolicy(stack) },
      { parent: this },
    );
    new dlm.LifecyclePolicy(
      `${name}-daily`,
      {
        description: `Daily snapshots of the data disks of ${stack}`,
        executionRoleArn: role.arn,
        policyDetails: {
          resourceTypes: ["VOLUME"],
          targetTags: backupTags(stack),
          schedules: [
            {
              name: "daily",
              createRule: { interval: 24, intervalUnit: "HOURS", times: time },
              // By age, not by number: snapshots of a volume that is gone are deleted too, but for the last.
              retainRule: { interval: days, intervalUnit: "DAYS" },
              copyTags: true,
            },
          ],
        },
        tags,
      },
      { parent: this, dependsOn: policy },
    );
    this.registerOutputs();
  }
}

/** Makes snapshots of volumes with the stack's tag, and deletes those that have it from their volume. */
function snapshotPolicy(stack: string): iam.PolicyDocument {
  const snapshots = "arn:aws:ec2:*::snapshot/*";
  const own = { StringEquals: { [`aws:ResourceTag/${tag}`]: stack } };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["ec2:DescribeInstances", "ec2:DescribeSnapshots", "ec2:DescribeVolumes"],
        Resource: "*",
      },
      { Effect: "Allow", Action: ["ec2:CreateSnapshot"], Resource: "arn:aws:ec2:*:*:volume/*", Condition: own },
      { Effect: "Allow", Action: ["ec2:CreateSnapshot", "ec2:CreateTags"], Resource: snapshots },
      { Effect: "Allow", Action: ["ec2:DeleteSnapshot"], Resource: snapshots, Condition: own },
    ],
  };
}
