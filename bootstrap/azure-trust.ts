import * as authorization from "@pulumi/azure-native/authorization";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as pulumi from "@pulumi/pulumi";
import type { AzureState } from "./azure-state";
import type { CiRoles } from "./aws-trust";
import type { Subjects } from "./subjects";

export interface AzureTrustArgs {
  subjects: Subjects;
  state: AzureState;
  location: string;
}

/** Azure's built-in roles, by their documented ids. */
const roles = {
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  accessAdministrator: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
  blobReader: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  blobContributor: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  keyUser: "12338af0-0e69-4776-bea7-57ae8d297424",
  acrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  diskBackupReader: "3e5e47e6-65f7-47ef-90b5-e5dd4d455f24",
  diskSnapshotContributor: "7efff54f-a5b4-42b5-a1c5-5411624893ce",
} as const;

/** Lets the forge's jobs in by their identity tokens, each kind as an identity of its own: no secret is stored anywhere. */
export class AzureTrust extends pulumi.ComponentResource {
  /** Client ids of the identities. */
  readonly clientIds: CiRoles;

  constructor(
    private readonly prefix: string,
    private readonly args: AzureTrustArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("berth:bootstrap:AzureTrust", prefix, {}, opts);
    const { subjects, state } = args;
    const subscription = `/subscriptions/${state.subscriptionId}`;
    const review = this.identity("review", subjects.review);
    const deploy = this.identity("deploy", subjects.deploy);
    const drift = this.identity("drift", subjects.drift);
    for (const identity of [review, deploy, drift]) this.allow(identity, { role: "keyUser", scope: state.vaultId });
    this.allow(review, { role: "blobReader", scope: state.accountId });
    this.allow(review, { role: "reader", scope: subscription });
    this.allow(drift, { role: "blobContributor", scope: state.accountId });
    this.allow(drift, { role: "reader", scope: subscription });
    this.allow(deploy, { role: "blobContributor", scope: state.accountId });
    this.allow(deploy, { role: "contributor", scope: subscription });
    this.allow(deploy, { role: "accessAdministrator", scope: subscription, condition: onlyGivenAway });
    this.clientIds = { review: review.clientId, deploy: deploy.clientId, drift: drift.clientId };
    this.registerOutputs();
  }

  private identity(what: string, subjects: readonly string[]): Identity {
    const { state, location, subjects: all } = this.args;
    const name = `${this.prefix}-${what}`;
    const identity = new managedidentity.UserAssignedIdentity(
      name,
      { resourceGroupName: state.groupName, location },
      { parent: this },
    );
    let previous: pulumi.Resource[] = [];
    for (const [index, subject] of subjects.entries()) {
      const credential = new managedidentity.FederatedIdentityCredential(
        `${name}-${index}`,
        {
          resourceGroupName: state.groupName,
          resourceName: identity.name,
          issuer: all.issuer,
          subject: exact(subject),
          audiences: ["api://AzureADTokenExchange"],
        },
        // Azure refuses to write two credentials of one identity at once (ConcurrentFederatedIdentityCredentialsWrites).
        { parent: identity, dependsOn: previous },
      );
      previous = [credential];
    }
    return { name, clientId: identity.clientId, principalId: identity.principalId };
  }

  private allow(identity: Identity, { role, scope, condition }: Grant): void {
    const { subscriptionId } = this.args.state;
    new authorization.RoleAssignment(
      `${identity.name}-${role}`,
      {
        scope,
        principalId: identity.principalId,
        principalType: authorization.PrincipalType.ServicePrincipal,
        roleDefinitionId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`,
        ...(condition === undefined ? {} : { condition, conditionVersion: "2.0" }),
      },
      { parent: this },
    );
  }
}

interface Grant {
  readonly role: keyof typeof roles;
  /** What the role is for. */
  readonly scope: pulumi.Input<string>;
  /** Of the assignment; absent: it has none. */
  readonly condition?: string;
}

interface Identity {
  readonly name: string;
  readonly clientId: pulumi.Output<string>;
  readonly principalId: pulumi.Output<string>;
}

/** The only roles that a deployment gives away: a machine's pulls from its registry, and a Backup vault's snapshots of disks. */
const givenAway = [roles.acrPull, roles.diskBackupReader, roles.diskSnapshotContributor].join(", ");
const onlyGivenAway = ["write", "delete"]
  .map((verb) => {
    const source = verb === "write" ? "Request" : "Resource";
    const attribute = `@${source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId]`;
    return `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${verb}'})) OR (${attribute} ForAnyOfAnyValues:GuidEquals {${givenAway}}))`;
  })
  .join(" AND ");

/** Azure compares subjects word by word: GitLab's merge requests need a credential for each branch, so none is given. */
function exact(subject: string): string {
  return subject.replace(/:ref:\*$/, ":ref:main");
}
