import * as authorization from "@pulumi/azure-native/authorization";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";

export interface AzureStateArgs {
  location: string;
  tenantId: string;
  subscriptionId: string;
}

/** What was deleted or overwritten can be had back so long; the longest that Azure offers for blobs. */
const keptDays = 365;
/** The longest that Azure offers for a vault. */
const vaultKeptDays = 90;

/**
 * A storage account for the states of stacks, which the CLI's Azure backend locks by files of its own: every version
 * kept, encrypted twice, over TLS alone, never public, without account keys, and locked against deletion. A vault holds
 * the key that encrypts the secrets in it.
 */
export class AzureState extends pulumi.ComponentResource {
  readonly groupName: pulumi.Output<string>;
  readonly accountId: pulumi.Output<string>;
  readonly vaultId: pulumi.Output<string>;
  readonly subscriptionId: string;
  readonly url: pulumi.Output<string>;
  readonly secretsProvider: pulumi.Output<string>;

  constructor(
    name: string,
    { location, tenantId, subscriptionId }: AzureStateArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("berth:bootstrap:AzureState", name, {}, opts);
    const own = { parent: this };
    const group = new resources.ResourceGroup(`${name}-group`, { location }, { ...own, protect: true });
    // Names of accounts have letters and digits only, and at most 24 of them.
    const account = new storage.StorageAccount(
      "berthstate",
      {
        resourceGroupName: group.name,
        location,
        kind: storage.Kind.StorageV2,
        sku: { name: storage.SkuName.Standard_ZRS },
        minimumTlsVersion: storage.MinimumTlsVersion.TLS1_2,
        enableHttpsTrafficOnly: true,
        allowBlobPublicAccess: false,
        allowSharedKeyAccess: false,
        allowCrossTenantReplication: false,
        defaultToOAuthAuthentication: true,
        encryption: {
          keySource: storage.KeySource.Microsoft_Storage,
          requireInfrastructureEncryption: true,
          services: { blob: { enabled: true, keyType: storage.KeyType.Account } },
        },
      },
      { ...own, protect: true },
    );
    const container = this.container(name, group, account);
    const { vault, key } = this.vault(name, { location, group, tenantId });
    this.groupName = group.name;
    this.accountId = account.id;
    this.vaultId = vault.id;
    this.subscriptionId = subscriptionId;
    this.url = pulumi.interpolate`azblob://${container.name}?storage_account=${account.name}`;
    this.secretsProvider = pulumi.interpolate`azurekeyvault://${vault.name}.vault.azure.net/keys/${key.name}`;
    this.registerOutputs();
  }

  private container(
    name: string,
    group: resources.ResourceGroup,
    account: storage.StorageAccount,
  ): storage.BlobContainer {
    const own = { parent: this };
    const place = { resourceGroupName: group.name, accountName: account.name };
    new storage.BlobServiceProperties(
      `${name}-versions`,
      {
        ...place,
        blobServicesName: "default",
        isVersioningEnabled: true,
        deleteRetentionPolicy: { enabled: true, days: keptDays },
        containerDeleteRetentionPolicy: { enabled: true, days: keptDays },
      },
      own,
    );
    new authorization.ManagementLockByScope(
      `${name}-lock`,
      { scope: account.id, level: authorization.LockLevel.CanNotDelete, notes: "States of Pulumi stacks" },
      own,
    );
    return new storage.BlobContainer(
      `${name}-container`,
      { ...place, containerName: "state", publicAccess: storage.PublicAccess.None },
      { ...own, protect: true },
    );
  }

  private vault(name: string, { location, group, tenantId }: VaultParts): { vault: keyvault.Vault; key: keyvault.Key } {
    const vault = new keyvault.Vault(
      "berth-state",
      {
        resourceGroupName: group.name,
        location,
        properties: {
          tenantId,
          sku: { family: keyvault.SkuFamily.A, name: keyvault.SkuName.Standard },
          enableRbacAuthorization: true,
          enableSoftDelete: true,
          softDeleteRetentionInDays: vaultKeptDays,
          enablePurgeProtection: true,
        },
      },
      { parent: this, protect: true },
    );
    const key = new keyvault.Key(
      `${name}-key`,
      {
        resourceGroupName: group.name,
        vaultName: vault.name,
        keyName: "secrets",
        properties: {
          kty: keyvault.JsonWebKeyType.RSA,
          keySize: 3072,
          keyOps: [keyvault.JsonWebKeyOperation.Encrypt, keyvault.JsonWebKeyOperation.Decrypt],
        },
      },
      { parent: this, protect: true },
    );
    return { vault, key };
  }
}

interface VaultParts {
  readonly location: string;
  readonly group: resources.ResourceGroup;
  readonly tenantId: string;
}
