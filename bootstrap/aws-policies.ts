import type { PolicyDocument, PolicyStatement } from "@pulumi/aws/iam";
import { callStatements, type RoleLimits } from "./aws-call-scopes";

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

/**
 * Makes what infra/platforms/aws makes, and no more: the calls of the table of aws-calls.ts. Roles only with names of its
 * own and with the boundary, which it can neither change nor take from a role.
 */
export function deployPolicy(bucketArn: string, keyArn: string, limits: RoleLimits): PolicyDocument {
  return {
    Version: version,
    Statement: [
      ...reviewStatements(bucketArn, keyArn),
      ...stateStatements(bucketArn, keyArn),
      ...callStatements(limits, isRead),
      { Sid: "KeepBoundaries", Effect: "Deny", Action: "iam:DeleteRolePermissionsBoundary", Resource: "*" },
      {
        Sid: "NoOtherBoundary",
        Effect: "Deny",
        Action: "iam:PutRolePermissionsBoundary",
        Resource: "*",
        Condition: { StringNotEquals: { "iam:PermissionsBoundary": limits.boundary } },
      },
      {
        Sid: "KeepTheBoundaryAsItIs",
        Effect: "Deny",
        Action: [
          "iam:CreatePolicyVersion",
          "iam:DeletePolicy",
          "iam:DeletePolicyVersion",
          "iam:SetDefaultPolicyVersion",
        ],
        Resource: limits.boundary,
      },
    ],
  };
}

/**
 * The most that a role of a stack can do, whatever its own policies are: a host pulls images, flow logs are written, snapshots are
 * made of volumes and deleted.
 */
export function boundaryPolicy(): PolicyDocument {
  return {
    Version: version,
    Statement: [
      {
        Effect: "Allow",
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetAuthorizationToken",
          "ecr:GetDownloadUrlForLayer",
          "logs:CreateLogStream",
          "logs:DescribeLogStreams",
          "logs:PutLogEvents",
        ],
        Resource: "*",
      },
      {
        Effect: "Allow",
        Action: ["ec2:DescribeInstances", "ec2:DescribeSnapshots", "ec2:DescribeVolumes"],
        Resource: "*",
      },
      { Effect: "Allow", Action: ["ec2:CreateSnapshot"], Resource: "arn:aws:ec2:*:*:volume/*" },
      {
        Effect: "Allow",
        Action: ["ec2:CreateSnapshot", "ec2:CreateTags", "ec2:DeleteSnapshot"],
        Resource: "arn:aws:ec2:*::snapshot/*",
      },
    ],
  };
}

const readActions = [
  "ec2:Describe*",
  "ec2:Get*",
  "cloudwatch:DescribeAlarms",
  "cloudwatch:ListTagsForResource",
  "dlm:GetLifecyclePolicy",
  "dlm:ListTagsForResource",
  "elasticloadbalancing:Describe*",
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

/** Whether a preview's queries have the call already; `*` stands at the end of a pattern only. */
function isRead(call: string): boolean {
  return readActions.some((action) => (action.endsWith("*") ? call.startsWith(action.slice(0, -1)) : call === action));
}

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
