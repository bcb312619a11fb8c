import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

export interface InstanceRoleArgs {
  tags: Record<string, string>;
}

/** What the machines themselves may do at AWS: be managed by Systems Manager; a registry adds its pulls. */
export class InstanceRole extends pulumi.ComponentResource {
  readonly profileName: pulumi.Output<string>;
  readonly roleId: pulumi.Output<string>;

  constructor(name: string, args: InstanceRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:aws:InstanceRole", name, {}, opts);
    const role = new iam.Role(
      `${name}-role`,
      { assumeRolePolicy: iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }), tags: args.tags },
      { parent: this },
    );
    new iam.RolePolicyAttachment(
      `${name}-ssm`,
      { role: role.name, policyArn: iam.ManagedPolicy.AmazonSSMManagedInstanceCore },
      { parent: this },
    );
    const profile = new iam.InstanceProfile(`${name}-profile`, { role: role.name, tags: args.tags }, { parent: this });
    this.profileName = profile.name;
    this.roleId = role.id;
    this.registerOutputs();
  }
}
