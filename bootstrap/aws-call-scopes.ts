import type { PolicyStatement } from "@pulumi/aws/iam";
import { awsCalls } from "./aws-calls";

/** Pulumi's automatic names begin with the program's, and those with the project's; CI's own roles do not. */
const ownRoles = ["arn:aws:iam::*:role/berth-*", "arn:aws:iam::*:instance-profile/berth-*"];
/** AWS's services that make a role of their own at their first use in an account. */
const linkedServices = ["ec2-instance-connect.amazonaws.com", "events.amazonaws.com"];

/** What a call may be made on, and when. */
interface Scope {
  readonly calls: RegExp;
  readonly limit: Pick<PolicyStatement, "Resource" | "Condition">;
}

/** The first scope that matches a call is the call's. */
function scopesOf(boundaryArn: string): readonly Scope[] {
  return [
    {
      // A role without the boundary could get any right by these.
      calls: /^iam:(CreateRole|PutRolePolicy|PutRolePermissionsBoundary)$/,
      limit: { Resource: ownRoles, Condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } } },
    },
    {
      calls: /^iam:PassRole$/,
      limit: {
        Resource: ownRoles,
        Condition: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "vpc-flow-logs.amazonaws.com"] } },
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
export function callStatements(boundaryArn: string, isAllowed: (call: string) => boolean): PolicyStatement[] {
  const calls = [...new Set(Object.values(awsCalls).flat())].filter((call) => !isAllowed(call)).sort();
  const scopes = scopesOf(boundaryArn);
  return scopes.flatMap((scope) => {
    const own = calls.filter((call) => scopes.find((each) => each.calls.test(call)) === scope);
    return own.length === 0 ? [] : [{ Effect: "Allow" as const, Action: own, ...scope.limit }];
  });
}
