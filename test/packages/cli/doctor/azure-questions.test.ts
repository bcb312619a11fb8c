import { azureQuestions } from "../../../../packages/cli/doctor/azure-questions";
import { answered } from "../../../../packages/cli/doctor/question";
import { azureSettings } from "../../../../infra/platforms/azure/settings/azure-settings";
import { parseConfig } from "../../../../infra/config/config-schema";
import { FakeClients } from "./support/fake-client";

let clients: FakeClients;
beforeEach(() => (clients = new FakeClients()));
afterEach(() => clients.clear());

const sku = {
  name: "Standard_B2ls_v2",
  family: "standardBsv2Family",
  locationInfo: [{ location: "westeurope", zones: ["3", "1", "2"] }],
  restrictions: [],
  capabilities: [{ name: "EncryptionAtHostSupported", value: "True" }],
};
const answers = {
  "account list-locations": ["westeurope"],
  "vm list-skus": [sku],
  "feature show": { properties: { state: "Registered" } },
  "vm image show": { hyperVGeneration: "V2" },
  "vm list-usage": [
    { name: { value: "cores" }, currentValue: 4, limit: 10 },
    { name: { value: "standardBsv2Family" }, currentValue: "4", limit: "10" },
  ],
  "network list-usages": [{ name: { value: "StandardSkuPublicIpAddresses" }, currentValue: 1, limit: 20 }],
  "network dns zone show": { name: "example.org", id: "/subscriptions/0/zones/example.org" },
  "vm list": [],
};

async function ask(given: Readonly<Record<string, string>> = {}) {
  const written = {
    target: "azure",
    image: "Debian:debian-13:13-gen2:0.0.1",
    adminCidrs: '["10.99.0.0/24"]',
    ...given,
  };
  const { config } = parseConfig(written, { "azure-native:location": "westeurope" });
  const { settings } = config === undefined ? {} : azureSettings(config);
  if (config === undefined || settings === undefined) throw new Error("the test's own config is wrong");
  const findings = await Promise.all(azureQuestions({ name: "azure", config, settings }).map(answered));
  return findings.map(({ ok, check, found }) => `${ok ? "ok" : "BAD"} ${check}: ${found}`);
}

test("queries a subscription for everything and reports all of it as found", async () => {
  clients.install("az", answers);
  expect(await ask({ domain: "links.example.org", dnsZone: "dns/example.org" })).toEqual([
    "ok location westeurope is open to the subscription: westeurope",
    "ok Standard_B2ls_v2 in the zones 1 of westeurope, with encryption at host and Trusted Launch: zones 1, 2, 3",
    "ok the subscription may encrypt at host: Registered",
    "ok image Debian:debian-13:13-gen2:0.0.1: generation V2, x64",
    "ok quota for 2 vCPUs of Standard_B2ls_v2: cores: 4 of 10 used by others; standardBsv2Family: 4 of 10 used by others",
    "ok quota for 1 public address(es): 1 of 20 used by others",
    "ok DNS zone dns/example.org is there: /subscriptions/0/zones/example.org",
  ]);
});

test("queries for the provider of snapshots only where the stack makes some", async () => {
  const check = "the subscription has Microsoft.DataProtection, which makes the snapshots of diskBackups";
  clients.install("az", { ...answers, "provider show": { registrationState: "NotRegistered" } });
  expect((await ask({ diskBackups: "7" })).at(-1)).toBe(`BAD ${check}: NotRegistered`);
  clients.install("az", { ...answers, "provider show": { registrationState: "Registered" } });
  expect((await ask({ diskBackups: "7" })).at(-1)).toBe(`ok ${check}: Registered`);
});

test("reports each thing that is missing", async () => {
  const restrictions = [{ type: "Zone", restrictionInfo: { zones: ["1"] } }];
  const capabilities = [{ name: "TrustedLaunchDisabled", value: "True" }];
  clients.install("az", {
    "account list-locations": [],
    "vm list-skus": [{ ...sku, restrictions, capabilities }],
    "feature show": { properties: { state: "NotRegistered" } },
    "vm image show": { hyperVGeneration: "V1" },
    "vm list-usage": [{ name: { value: "cores" }, currentValue: 9, limit: 10 }],
    "network list-usages": [{ name: { value: "StandardSkuPublicIpAddresses" }, currentValue: 20, limit: 20 }],
    "vm list": [],
  });
  expect(await ask()).toEqual([
    "BAD location westeurope is open to the subscription: not listed",
    "BAD Standard_B2ls_v2 in the zones 1 of westeurope, with encryption at host and Trusted Launch: zones 2, 3; no encryption at host; no Trusted Launch",
    "BAD the subscription may encrypt at host: NotRegistered",
    "BAD image Debian:debian-13:13-gen2:0.0.1: generation V1, x64",
    "BAD quota for 2 vCPUs of Standard_B2ls_v2: cores: 9 of 10 used by others; standardBsv2Family: not listed",
    "BAD quota for 1 public address(es): 20 of 20 used by others",
  ]);
});

test("a size that the subscription may not have is in no zone; what the stack has does not count against it", async () => {
  clients.install("az", {
    ...answers,
    "vm list-skus": [{ ...sku, restrictions: [{ type: "Location", reasonCode: "NotAvailableForSubscription" }] }],
    "vm list-usage": answers["vm list-usage"].map((usage) => ({ ...usage, limit: 4 })),
    "vm list": ["berth-azure-machine"],
  });
  const found = await ask();
  expect(found.filter((line) => line.startsWith("BAD"))).toEqual([
    "BAD Standard_B2ls_v2 in the zones 1 of westeurope, with encryption at host and Trusted Launch: zones none",
  ]);
});
