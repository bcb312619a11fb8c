import type { PropertyMap } from "../../../../packages/model/property";
import { azureConfig, azureRun } from "../../support/cloud-runs";
import { describeCloud, describePeers, describeScaling, describeWaiting, firstHost } from "../../support/cloud-suite";
import { fakeAzure } from "../../support/fake-azure";
import { shown } from "../../support/fake-cloud";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const config = { ...azureConfig, "berth:adminCidrs": ["10.99.0.0/24", "10.99.1.0/24"] };
const run = azureRun(config);
const { stack } = run;
const { fake: cloud } = run.cloud;
const created = (type: string) => run.created(type);
afterAll(() => stack.dispose());

describeCloud(run);

test("the machine gets exactly what was requested", () => {
  const [{ osProfile, networkProfile, storageProfile, ...rest } = {}] = created("azure-native:compute:VirtualMachine");
  expect(rest).toEqual({
    resourceGroupName: expect.stringMatching(/^ResourceGroup-/) as string,
    location: "westeurope",
    zones: ["1"],
    identity: { type: "SystemAssigned" },
    hardwareProfile: { vmSize: "Standard_B2ls_v2" },
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

test("the world reaches the public ports, administrators SSH, and no one anything else", () => {
  const [group] = created("azure-native:network:NetworkSecurityGroup");
  const rules = Array.isArray(group?.securityRules) ? (group.securityRules as PropertyMap[]) : [];
  const texts = rules.map((rule) => {
    const source = rule.sourceAddressPrefix ?? rule.sourceAddressPrefixes;
    return [rule.name, rule.access, source, rule.protocol, rule.destinationPortRange].map(shown).join(" ");
  });
  expect(texts).toEqual([
    "in-80 Allow Internet Tcp 80",
    "in-443 Allow Internet Tcp 443",
    "in-53-54-udp Allow Internet Udp 53-54",
    "ssh Allow 10.99.0.0/24,10.99.1.0/24 Tcp 22",
    "in-nothing-else Deny * * *",
    "out-80 Allow * Tcp 80",
    "out-443 Allow * Tcp 443",
    "out-nothing-else Deny * * *",
  ]);
  const priorities = rules.map(({ direction, priority }) => `${shown(direction)} ${shown(priority)}`);
  expect(new Set(priorities).size).toBe(priorities.length);
});

test("machine, address and data disk are in one zone, as Azure wants them, and the address is of the tier that has zones", () => {
  const [machine] = created("azure-native:compute:VirtualMachine");
  const [address] = created("azure-native:network:PublicIPAddress");
  const [disk] = created("azure-native:compute:Disk");
  expect([machine?.zones, address?.zones, disk?.zones]).toEqual([["1"], ["1"], ["1"]]);
  expect(address).toMatchObject({ sku: { name: "Standard" }, publicIPAllocationMethod: "Static" });
});

describeWaiting(run, "Debian:debian-13:13-gen2:0.0.2");

test("a raised generation replaces the machine, the old one first, and keeps disk, address and interface", async () => {
  const raised = { ...config, "berth:image": "Debian:debian-13:13-gen2:0.0.2", "berth:generation": 2 };
  const { outputs } = await stack.run("up", raised);
  expect(cloud.takeCalls()).toEqual(["delete berth-test-machine", "create berth-test-machine"]);
  expect(firstHost(outputs)?.address).toBe("203.0.113.1");
});

describeScaling(run, {
  type: "azure-native:compute:VirtualMachine",
  zoneOf: ({ zones }) => shown(zones),
  zones: ["1", "2", "3"],
});

const twin = fakeAzure();
describePeers(
  { ...run.cloud, fake: twin },
  { type: "azure-native:compute:VirtualMachine", zoneOf: ({ zones }) => shown(zones) },
);

test("the subnet of the hosts lets in its members alone", () => {
  const made = (type: string) => twin.history.filter((call) => call.type === type).map(({ inputs }) => inputs);
  const [group] = made("azure-native:network:NetworkSecurityGroup");
  expect(Array.isArray(group?.securityRules) ? group.securityRules[0] : undefined).toMatchObject({
    name: "in-peers",
    access: "Allow",
    direction: "Inbound",
    protocol: "Tcp",
    sourceAddressPrefix: "10.40.0.0/20",
    destinationPortRange: "1-65535",
  });
  const texts = made("azure-native:network:NetworkInterface").map((inputs) => JSON.stringify(inputs.ipConfigurations));
  for (const address of ["10.40.0.4", "10.40.0.5", "10.40.0.6"])
    expect(texts.filter((text) => text.includes(`"privateIPAddress":"${address}"`)).length).toBe(1);
});
