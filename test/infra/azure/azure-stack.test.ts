import { isMap, type PropertyMap } from "../../../engine/property";
import { decodeUserData } from "../../../infra/user-data";
import { CloudStack } from "../support/cloud-stack";
import { shown } from "../support/fake-cloud";
import { fakeAzure } from "../support/fake-azure";
import type { FakeCloud } from "../support/fake-cloud";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const config = {
  "berth:target": "azure",
  "azure-native:location": "westeurope",
  // No real image: the version says so.
  "berth:image": "Debian:debian-13:13-gen2:0.0.1",
  "berth:adminCidrs": ["198.51.100.0/24", "203.0.113.128/25"],
};
let cloud: FakeCloud;
let stack: CloudStack;
let text: string;

beforeAll(() => {
  cloud = fakeAzure();
  stack = new CloudStack("test/infra/programs/cloud-host.ts", { "azure-native": cloud });
});
afterAll(() => stack.dispose());

function created(type: string): readonly PropertyMap[] {
  return cloud.calls.filter((call) => call.method === "create" && call.type === type).map(({ inputs }) => inputs);
}

test("a first up makes the host; every output of it is known", async () => {
  const { outputs } = await stack.run("up", config);
  expect(stack.messages("error")).toEqual([]);
  expect(outputs.sdks).toEqual(["azure-native"]);
  text = shown(outputs.userData);
  expect(outputs.host).toEqual({
    address: "203.0.113.20",
    hostPorts: { "22": 22, "80": 80, "443": 443 },
    hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    generation: expect.stringMatching(/^guid-of-VirtualMachine-\d+$/) as string,
    bootId: expect.stringMatching(/^guid-of-VirtualMachine-\d+ Standard_B2s$/) as string,
  });
});

test("the machine gets exactly what was asked for", () => {
  const [{ osProfile, networkProfile, storageProfile, ...rest } = {}] = created("azure-native:compute:VirtualMachine");
  expect(rest).toEqual({
    resourceGroupName: expect.stringMatching(/^ResourceGroup-/) as string,
    location: "westeurope",
    zones: ["1"],
    identity: { type: "SystemAssigned" },
    hardwareProfile: { vmSize: "Standard_B2s" },
    securityProfile: {
      securityType: "TrustedLaunch",
      encryptionAtHost: true,
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
    },
    diagnosticsProfile: { bootDiagnostics: { enabled: true } },
    tags: { ManagedBy: "pulumi", Project: "berth", Stack: "test", Generation: "1" },
  });
  expect(osProfile).toEqual({
    computerName: "berth-test",
    adminUsername: "provision",
    customData: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/) as string,
    linuxConfiguration: {
      disablePasswordAuthentication: true,
      ssh: {
        publicKeys: [
          { path: "/home/provision/.ssh/authorized_keys", keyData: expect.stringMatching(/^ssh-ed25519 /) as string },
        ],
      },
      patchSettings: { patchMode: "ImageDefault" },
    },
  });
  expect(storageProfile).toMatchObject({
    imageReference: { publisher: "Debian", offer: "debian-13", sku: "13-gen2", version: "0.0.1" },
    osDisk: { createOption: "FromImage", deleteOption: "Delete" },
    dataDisks: [{ lun: 0, createOption: "Attach", deleteOption: "Detach" }],
  });
  expect(networkProfile).toMatchObject({ networkInterfaces: [{ primary: true, deleteOption: "Detach" }] });
});

test("the guest gets the very text that every platform gives, and no private key is in it", () => {
  const [{ osProfile } = {}] = created("azure-native:compute:VirtualMachine");
  expect(decodeUserData(shown(isMap(osProfile) ? osProfile.customData : undefined))).toBe(text);
  expect(text).toMatch(/^#cloud-config\n/);
  expect(text).not.toContain("PRIVATE KEY");
});

test("the world reaches the public ports, administrators SSH, and no one anything else", () => {
  const [group] = created("azure-native:network:NetworkSecurityGroup");
  const rules = Array.isArray(group?.securityRules) ? (group.securityRules as PropertyMap[]) : [];
  const texts = rules.map((rule) => {
    const source = rule.sourceAddressPrefix ?? rule.sourceAddressPrefixes;
    return [rule.direction, rule.access, source, rule.destinationPortRange].map(shown).join(" ");
  });
  expect(texts).toEqual([
    "Inbound Allow Internet 80",
    "Inbound Allow Internet 443",
    "Inbound Allow 198.51.100.0/24,203.0.113.128/25 22",
    "Inbound Deny * *",
    "Outbound Allow * 80",
    "Outbound Allow * 443",
    "Outbound Deny * *",
  ]);
  const priorities = rules.map(({ direction, priority }) => `${shown(direction)} ${shown(priority)}`);
  expect(new Set(priorities).size).toBe(priorities.length);
});

test("a second up changes nothing and asks the cloud for nothing", async () => {
  cloud.takeCalls();
  const { summary } = await stack.run("up", config);
  expect({ changes: Object.keys(summary.changes), calls: cloud.takeCalls() }).toEqual({ changes: ["same"], calls: [] });
});

test("a newer image waits; a raised generation replaces the machine, the old one first", async () => {
  const newer = { ...config, "berth:image": "Debian:debian-13:13-gen2:0.0.2" };
  await stack.run("up", newer);
  expect(cloud.takeCalls()).toEqual([]);
  expect(stack.messages("warning")).toHaveLength(1);
  const { outputs } = await stack.run("up", { ...newer, "berth:generation": 2 });
  expect(cloud.takeCalls()).toEqual(["delete berth-test-machine", "create berth-test-machine"]);
  expect(isMap(outputs.host) && outputs.host.address).toBe("203.0.113.20");
});
