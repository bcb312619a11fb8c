import * as authorization from "@pulumi/azure-native/authorization";
import type * as pulumi from "@pulumi/pulumi";
import { subscriptionOf } from "./subscription-of";

/** Built-in roles that a stack gives away, the same in every subscription. */
const roles = {
  acrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  diskBackupReader: "3e5e47e6-65f7-47ef-90b5-e5dd4d455f24",
  diskSnapshotContributor: "7efff54f-a5b4-42b5-a1c5-5411624893ce",
} as const;

export interface RoleAssignmentArgs {
  /** Object id of the identity that gets the role. */
  readonly principalId: pulumi.Output<string>;
  readonly role: keyof typeof roles;
  /** Id of what the role is for. */
  readonly scope: pulumi.Output<string>;
}

/** Gives an identity of Azure's own a role. The plugin names it: Azure wants a GUID. */
export function roleAssignment(
  name: string,
  { principalId, role, scope }: RoleAssignmentArgs,
  parent: pulumi.Resource,
): authorization.RoleAssignment {
  return new authorization.RoleAssignment(
    name,
    {
      principalId,
      principalType: authorization.PrincipalType.ServicePrincipal,
      roleDefinitionId: scope.apply(
        (id) => `${subscriptionOf(id)}/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`,
      ),
      scope,
    },
    { parent },
  );
}
