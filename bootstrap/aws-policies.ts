import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";

const version = "2012-10-17";

/** Denies access without TLS, and denies deleting the bucket or a version of an object; only the lifecycle deletes. */
export function bucketPolicy(bucketArn: string): PolicyDocument {
  const everything = [bucketArn, `${bucketArn}/*`];
  return {
    Version: version,
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: everything,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "KeepEveryVersion",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:DeleteBucket", "s3:DeleteObjectVersion"],
        Resource: everything,
      },
    ],
  };
}

/** Who may assume a role: jobs whose token is for AWS and has one of the subjects. */
export function trustPolicy(issuerArn: string, issuerHost: string, subjects: readonly string[]): PolicyDocument {
  return {
    Version: version,
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: issuerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { [`${issuerHost}:aud`]: "sts.amazonaws.com" },
          StringLike: { [`${issuerHost}:sub`]: [...subjects] },
        },
      },
    ],
  };
}

/** Allows reading states and their secrets, and the queries of a preview. */
export function reviewPolicy(bucketArn: string, keyArn: string): PolicyDocument {
  return { Version: version, Statement: reviewStatements(bucketArn, keyArn) };
}

/** Reads everything and writes states: what `refresh` does. */
export function driftPolicy(bucketArn: string, keyArn: string): PolicyDocument {
  return {
    Version: version,
    Statement: [...reviewStatements(bucketArn, keyArn), ...stateStatements(bucketArn, keyArn)],
  };
}

/** Makes what infra/platforms/aws makes, and no more: of IAM only roles of its own names, with policies that are named here. */
export function deployPolicy(bucketArn: string, keyArn: string): PolicyDocument {
  return {
    Version: version,
    Statement: [
      ...reviewStatements(bucketArn, keyArn),
      ...stateStatements(bucketArn, keyArn),
      { Effect: "Allow", Action: ["ec2:*", "cloudwatch:*", "logs:*", "ecr:*"], Resource: "*" },
      // Where SSH goes through an endpoint, the deployment does too.
      { Effect: "Allow", Action: "ec2-instance-connect:OpenTunnel", Resource: "*" },
      { Effect: "Allow", Action: ["route53:ChangeResourceRecordSets"], Resource: "arn:aws:route53:::hostedzone/*" },
      { Effect: "Allow", Action: ownRoleActions, Resource: ownRoles },
      {
        Effect: "Allow",
        Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
        Resource: ownRoles,
        Condition: { ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" } },
      },
      {
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: ownRoles,
        Condition: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "vpc-flow-logs.amazonaws.com"] } },
      },
    ],
  };
}

const readActions = [
  "ec2:Describe*",
  "ec2:Get*",
  "cloudwatch:DescribeAlarms",
  "cloudwatch:ListTagsForResource",
  "logs:DescribeLogGroups",
  "logs:ListTagsForResource",
  "ecr:DescribeRepositories",
  "ecr:GetLifecyclePolicy",
  "ecr:ListTagsForResource",
  "iam:GetInstanceProfile",
  "iam:GetRole",
  "iam:GetRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
  "iam:ListRolePolicies",
  "route53:GetHostedZone",
  "route53:ListHostedZones",
  "route53:ListResourceRecordSets",
];

/** Pulumi's automatic names begin with the program's, and those with the project's; CI's own roles do not. */
const ownRoles = ["arn:aws:iam::*:role/berth-*", "arn:aws:iam::*:instance-profile/berth-*"];
const ownRoleActions = [
  "iam:AddRoleToInstanceProfile",
  "iam:CreateInstanceProfile",
  "iam:CreateRole",
  "iam:DeleteInstanceProfile",
  "iam:DeleteRole",
  "iam:DeleteRolePolicy",
  "iam:PutRolePolicy",
  "iam:RemoveRoleFromInstanceProfile",
  "iam:TagInstanceProfile",
  "iam:TagRole",
  "iam:UntagInstanceProfile",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
];

function reviewStatements(bucketArn: string, keyArn: string): PolicyStatement[] {
  return [
    { Effect: "Allow", Action: ["s3:ListBucket", "s3:GetBucketLocation"], Resource: bucketArn },
    { Effect: "Allow", Action: "s3:GetObject", Resource: `${bucketArn}/*` },
    { Effect: "Allow", Action: ["kms:Decrypt", "kms:DescribeKey"], Resource: keyArn },
    { Effect: "Allow", Action: readActions, Resource: "*" },
  ];
}

/** The lock is a file of the CLI's beside the state: it is put and deleted as the state is. */
function stateStatements(bucketArn: string, keyArn: string): PolicyStatement[] {
  return [
    { Effect: "Allow", Action: ["s3:PutObject", "s3:DeleteObject"], Resource: `${bucketArn}/*` },
    { Effect: "Allow", Action: ["kms:Encrypt", "kms:GenerateDataKey"], Resource: keyArn },
  ];
}
