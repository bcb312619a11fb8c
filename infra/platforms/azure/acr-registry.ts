import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import { imageName } from "../../host/image-name";
import type { ImageRegistry } from "../../host/image-registry";
import { registryName } from "./registry-name";
import { roleAssignment } from "./role-assignment";

export interface AcrRegistryArgs {
  resourceGroupName: pulumi.Input<string>;
  location: string;
  services: readonly string[];
  /** Host → object id of its identity, which may pull. */
  pullers: ReadonlyMap<string, pulumi.Output<string>>;
  tags: Record<string, string>;
}

/** A registry without users of its own; each host's identity may pull, and nothing else may. */
export class AcrRegistry extends pulumi.ComponentResource {
  readonly registry: ImageRegistry;

  constructor(name: string, args: AcrRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:azure:AcrRegistry", name, {}, opts);
    const { resourceGroupName, location, services, pullers, tags } = args;
    const registry = new containerregistry.Registry(
      registryName(name),
      {
        resourceGroupName,
        location,
        // 10 GiB, enough for a stack; what Standard and Premium add (replicas, private endpoints, retention) is not used.
        sku: { name: containerregistry.SkuName.Basic },
        adminUserEnabled: false,
        publicNetworkAccess: containerregistry.PublicNetworkAccess.Enabled,
        tags,
      },
      { parent: this },
    );
    const rights = new Map(
      [...pullers].map(([host, principalId]) => [
        host,
        [roleAssignment(`${host}-pull`, { principalId, role: "acrPull", scope: registry.id }, this)],
      ]),
    );
    this.registry = {
      kind: "acr",
      address: registry.loginServer,
      repositories: new Map(
        services.map((service) => [service, pulumi.interpolate`${registry.loginServer}/${imageName(service)}`]),
      ),
      pullRights: (host) => rights.get(host) ?? [],
    };
    this.registerOutputs();
  }
}
