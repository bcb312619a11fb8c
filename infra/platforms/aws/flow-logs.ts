import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

export interface FlowLogsArgs {
  vpcId: pulumi.Input<string>;
  /** ARN of the policy that bounds the role; "": none. */
  permissionsBoundary: string;
  tags: Record<string, string>;
}

/** One of the periods that CloudWatch offers: a quarter, to look back at an incident. */
const retentionDays = 90;

/** Every connection of a VPC, accepted or rejected, in CloudWatch Logs. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:aws:FlowLogs", name, {}, opts);
    const { vpcId, permissionsBoundary, tags } = args;
    const group = new cloudwatch.LogGroup(`${name}-group`, { retentionInDays: retentionDays, tags }, { parent: this });
    const role = new iam.Role(
      `${name}-role`,
      {
        assumeRolePolicy: iam.assumeRolePolicyForPrincipal({ Service: "vpc-flow-logs.amazonaws.com" }),
        ...(permissionsBoundary !== "" && { permissionsBoundary }),
        tags,
      },
      { parent: this },
    );
    const policy = new iam.RolePolicy(
      `${name}-policy`,
      { role: role.id, policy: group.arn.apply(writePolicy) },
      { parent: this },
    );
    new ec2.FlowLog(
      `${name}-log`,
      {
        vpcId,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: group.arn,
        iamRoleArn: role.arn,
        tags,
      },
      { parent: this, dependsOn: policy },
    );
    this.registerOutputs();
  }
}

function writePolicy(groupArn: string): iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
        Resource: `${groupArn}:*`,
      },
    ],
  };
}
