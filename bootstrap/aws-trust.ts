import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { deployPolicy, driftPolicy, reviewPolicy, trustPolicy } from "./aws-policies";
import type { AwsState } from "./aws-state";
import type { Subjects } from "./subjects";

export interface AwsTrustArgs {
  subjects: Subjects;
  state: AwsState;
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
  private readonly issuer: iam.OpenIdConnectProvider;

  constructor(
    private readonly prefix: string,
    private readonly args: AwsTrustArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("berth:bootstrap:AwsTrust", prefix, {}, opts);
    const { subjects } = args;
    this.issuer = new iam.OpenIdConnectProvider(
      `${prefix}-issuer`,
      { url: subjects.issuer, clientIdLists: ["sts.amazonaws.com"] },
      { parent: this },
    );
    this.roles = {
      review: this.role("review", subjects.review, reviewPolicy),
      deploy: this.role("deploy", subjects.deploy, deployPolicy),
      drift: this.role("drift", subjects.drift, driftPolicy),
    };
    this.registerOutputs();
  }

  private role(
    what: string,
    subjects: readonly string[],
    policy: (bucketArn: string, keyArn: string) => iam.PolicyDocument,
  ): pulumi.Output<string> {
    const { state, subjects: all } = this.args;
    const host = new URL(all.issuer).host;
    const role = new iam.Role(
      `${this.prefix}-${what}`,
      { assumeRolePolicy: this.issuer.arn.apply((arn) => trustPolicy(arn, host, subjects)) },
      { parent: this },
    );
    const document = pulumi
      .all([state.bucketArn, state.keyArn])
      .apply(([bucketArn, keyArn]) => policy(bucketArn, keyArn));
    new iam.RolePolicy(`${this.prefix}-${what}`, { role: role.id, policy: document }, { parent: this });
    return role.arn;
  }
}
