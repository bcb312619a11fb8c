import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { RoleLimits } from "./aws-call-scopes";
import { boundaryPolicy, deployPolicy, driftPolicy, reviewPolicy, trustPolicy } from "./aws-policies";
import type { AwsState } from "./aws-state";
import type { Subjects } from "./subjects";

export interface AwsTrustArgs {
  /** What the names of the roles begin with that stacks of the project make. */
  rolePrefix: string;
  subjects: Subjects;
  state: AwsState;
  /** ARN of the account's own identity provider for the forge; undefined: one is made. An account has one for a URL. */
  identityProvider: string | undefined;
}

/** ARNs of the roles. */
export interface CiRoles {
  readonly review: pulumi.Output<string>;
  readonly deploy: pulumi.Output<string>;
  readonly drift: pulumi.Output<string>;
}

/** Lets the forge's jobs in by their identity tokens, each kind as a role of its own: no key is stored anywhere. */
export class AwsTrust extends pulumi.ComponentResource {
  readonly roles: CiRoles;
  /** ARN of the policy that bounds every role that a stack makes. */
  readonly boundary: pulumi.Output<string>;
  /** ARN of the forge's identity provider. */
  readonly identityProvider: pulumi.Output<string>;

  constructor(
    private readonly prefix: string,
    private readonly args: AwsTrustArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("berth:bootstrap:AwsTrust", prefix, {}, opts);
    const { subjects } = args;
    this.identityProvider =
      args.identityProvider === undefined ? this.newIdentityProvider() : pulumi.output(args.identityProvider);
    this.boundary = new iam.Policy(`${prefix}-boundary`, { policy: boundaryPolicy() }, { parent: this }).arn;
    this.roles = {
      review: this.role("review", subjects.review, reviewPolicy),
      deploy: this.role("deploy", subjects.deploy, deployPolicy),
      drift: this.role("drift", subjects.drift, driftPolicy),
    };
    this.registerOutputs();
  }

  private newIdentityProvider(): pulumi.Output<string> {
    return new iam.OpenIdConnectProvider(
      `${this.prefix}-issuer`,
      { url: this.args.subjects.issuer, clientIdLists: ["sts.amazonaws.com"] },
      { parent: this },
    ).arn;
  }

  private role(
    what: string,
    subjects: readonly string[],
    policy: (bucketArn: string, keyArn: string, limits: RoleLimits) => iam.PolicyDocument,
  ): pulumi.Output<string> {
    const { state, subjects: all, rolePrefix } = this.args;
    const host = new URL(all.issuer).host;
    const role = new iam.Role(
      `${this.prefix}-${what}`,
      { assumeRolePolicy: this.identityProvider.apply((arn) => trustPolicy(arn, host, subjects)) },
      { parent: this },
    );
    const document = pulumi
      .all([state.bucketArn, state.keyArn, this.boundary])
      .apply(([bucketArn, keyArn, boundary]) => policy(bucketArn, keyArn, { boundary, prefix: rolePrefix }));
    new iam.RolePolicy(`${this.prefix}-${what}`, { role: role.id, policy: document }, { parent: this });
    return role.arn;
  }
}
