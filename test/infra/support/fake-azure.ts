import { isList, isMap } from "../../../packages/model/property";
import { addressBook, FakeCloud, shown } from "./fake-cloud";

/** As Azure's resource manager answers; ids, names and addresses are made up. */
export function fakeAzure(): FakeCloud {
  const addressOf = addressBook();
  const privateAddressOf = addressBook("10.1.0");
  const named = { outputs: (id: string) => ({ name: id }) };
  const group = "/subscriptions/0000/resourceGroups/ResourceGroup-1";
  return new FakeCloud({
    "azure-native:resources:ResourceGroup": {
      replaceKeys: ["location"],
      id: (id) => `/subscriptions/0000/resourceGroups/${id}`,
      outputs: (id) => ({ name: id.split("/").at(-1) ?? "" }),
    },
    "azure-native:network:NetworkInterface": {
      outputs: (id, { ipConfigurations }) => {
        const own = isList(ipConfigurations) ? ipConfigurations.filter(isMap) : [];
        return { ipConfigurations: own.map((each) => ({ privateIPAddress: privateAddressOf(id), ...each })) };
      },
    },
    "azure-native:network:VirtualNetwork": { ...named, replaceKeys: ["location"] },
    "azure-native:network:PublicIPAddress": { outputs: (id) => ({ ipAddress: addressOf(id) }) },
    "azure-native:network:LoadBalancer": {
      replaceKeys: ["location", "loadBalancerName"],
      id: () => `${group}/providers/Microsoft.Network/loadBalancers/berth-test-front-balancer`,
    },
    "azure-native:compute:Disk": {
      replaceKeys: ["zones", "location"],
      id: (id) => `/subscriptions/0000/resourceGroups/g/providers/Microsoft.Compute/disks/${id}`,
      outputs: (id) => ({ name: id.split("/").at(-1) ?? "" }),
    },
    "azure-native:dataprotection:BackupVault": {
      replaceKeys: ["location", "vaultName"],
      outputs: (id, { vaultName }) => ({
        name: shown(vaultName),
        identity: { type: "SystemAssigned", principalId: `identity-of-${id}` },
      }),
    },
    "azure-native:compute:VirtualMachine": {
      replaceKeys: ["zones"],
      outputs: (id) => ({
        vmId: `guid-of-${id}`,
        identity: { type: "SystemAssigned", principalId: `identity-of-${id}` },
      }),
    },
    "azure-native:containerregistry:Registry": {
      replaceKeys: ["location", "registryName"],
      id: (id) => `/subscriptions/0000/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/${id}`,
      outputs: (id) => ({ loginServer: `${id.split("/").at(-1)?.toLowerCase().replace("-", "") ?? ""}.azurecr.io` }),
    },
    "azure-native:authorization:RoleAssignment": { replaceKeys: ["principalId", "roleDefinitionId", "scope"] },
    "azure-native:dns:RecordSet": {
      outputs: (_id, { relativeRecordSetName }) => ({ fqdn: shown(relativeRecordSetName) }),
    },
  });
}
