import { FakeCloud } from "./fake-cloud";

/** As Azure's resource manager answers; ids, names and addresses are made up. */
export function fakeAzure(): FakeCloud {
  const named = { outputs: (id: string) => ({ name: id }) };
  return new FakeCloud({
    "azure-native:resources:ResourceGroup": { ...named, replaceKeys: ["location"] },
    "azure-native:network:VirtualNetwork": { ...named, replaceKeys: ["location"] },
    "azure-native:network:PublicIPAddress": { outputs: () => ({ ipAddress: "203.0.113.20" }) },
    "azure-native:compute:Disk": { replaceKeys: ["zones", "location"] },
    "azure-native:compute:VirtualMachine": { replaceKeys: ["zones"], outputs: (id) => ({ vmId: `guid-of-${id}` }) },
  });
}
