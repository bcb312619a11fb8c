import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

export interface InstanceRoleArgs {
  /** ARN of the policy that bounds the role; "": none. */
  permissionsBoundary: string;
  tags: Record<string, string>;
}

/** What the machines themselves may do at AWS: nothing. A registry adds its pulls. */
export class InstanceRole extends pulumi.ComponentResource {
  readonly profileName: pulumi.Output<string>;
  readonly roleId: pulumi.Output<string>;

  constructor(name: string, args: InstanceRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:aws:InstanceRole", name, {}, opts);
    const { permissionsBoundary, tags } = args;
    const role = new iam.Role(
      `${name}-role`,
      {
        assumeRolePolicy: iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
        ...(permissionsBoundary !== "" && { permissionsBoundary }),
        tags,
      },
      { parent: this },
    );
    const profile = new iam.InstanceProfile(`${name}-profile`, { role: role.name, tags }, { parent: this });
    this.profileName = profile.name;
    this.roleId = role.id;
    this.registerOutputs();
  }
}
