import type { PolicyStatement } from "@pulumi/aws/iam";
import { awsCalls } from "./aws-calls";

/** What a deploy role may do about roles. */
export interface RoleLimits {
  /** ARN of the policy that bounds every role that it makes. */
  readonly boundary: string;
  /** What the names of a project's roles begin with; those of CI do not. */
  readonly prefix: string;
}

/** AWS's services that make a role of their own at their first use in an account. */
const linkedServices = [
  "ec2-instance-connect.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
  "events.amazonaws.com",
];

/** Those that a stack gives a role to: its machines, its flow logs, its snapshots. */
const givenRoles = ["ec2.amazonaws.com", "vpc-flow-logs.amazonaws.com", "dlm.amazonaws.com"];

/** What a call may be made on, and when. */
interface Scope {
  readonly calls: RegExp;
  readonly limit: Pick<PolicyStatement, "Resource" | "Condition">;
}

/** The first scope that matches a call is the call's. */
function scopesOf({ boundary, prefix }: RoleLimits): readonly Scope[] {
  const ownRoles = [`arn:aws:iam::*:role/${prefix}*`, `arn:aws:iam::*:instance-profile/${prefix}*`];
  return [
    {
      // A role without the boundary could get any right by these.
      calls: /^iam:(CreateRole|PutRolePolicy|PutRolePermissionsBoundary)$/,
      limit: { Resource: ownRoles, Condition: { StringEquals: { "iam:PermissionsBoundary": boundary } } },
    },
    {
      calls: /^iam:PassRole$/,
      limit: {
        Resource: ownRoles,
        Condition: { StringEquals: { "iam:PassedToService": givenRoles } },
      },
    },
    {
      calls: /^iam:CreateServiceLinkedRole$/,
      limit: {
        Resource: "arn:aws:iam::*:role/aws-service-role/*",
        Condition: { StringEquals: { "iam:AWSServiceName": linkedServices } },
      },
    },
    { calls: /^iam:/, limit: { Resource: ownRoles } },
    { calls: /^route53:GetChange$/, limit: { Resource: "arn:aws:route53:::change/*" } },
    { calls: /^route53:/, limit: { Resource: "arn:aws:route53:::hostedzone/*" } },
    { calls: /^/, limit: { Resource: "*" } },
  ];
}

/** One statement for each scope, which allows the calls of the table that `isAllowed` does not know yet. */
export function callStatements(limits: RoleLimits, isAllowed: (call: string) => boolean): PolicyStatement[] {
  const calls = [...new Set(Object.values(awsCalls).flat())].filter((call) => !isAllowed(call)).sort();
  const scopes = scopesOf(limits);
  return scopes.flatMap((scope) => {
    const own = calls.filter((call) => scopes.find((each) => each.calls.test(call)) === scope);
    return own.length === 0 ? [] : [{ Effect: "Allow" as const, Action: own, ...scope.limit }];
  });
}
