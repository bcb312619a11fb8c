import { parseConfig } from "../../../../infra/config/config-schema";
import { azureSettings } from "../../../../infra/platforms/azure/settings/azure-settings";
import { vnetQuestions } from "../../../../packages/cli/doctor/azure-network-questions";

function questions(given: Readonly<Record<string, string>>) {
  const keys = { target: "azure", adminCidrs: '["10.9.0.0/16"]', network: "shared/office", hosts: "3", ...given };
  const { config } = parseConfig(keys, { "azure-native:location": "westeurope" });
  if (config === undefined) throw new Error("the configuration has faults");
  const { settings, faults } = azureSettings(config);
  if (settings === undefined) throw new Error(JSON.stringify(faults));
  return vnetQuestions({ name: "azure", config, settings });
}

const isPrivate = { publicAddresses: "false", privateSubnets: '["hosts"]' };

test("a network of the stack's own needs no query", () => {
  expect(questions({ network: "" })).toEqual([]);
});

test("queries the network's place and each subnet of the hosts, and only reads", () => {
  const found = questions({ publicAddresses: "false", privateSubnets: '["a","b"]' });
  expect(found.map(({ check, argvs }) => [check, ...argvs.map((argv) => argv.join(" "))])).toEqual([
    [
      "virtual network office of shared is in westeurope",
      "az network vnet show --resource-group shared --name office --output json",
    ],
    ...["a", "b"].map((name) => [
      `subnet ${name} has 2 free address(es) and a way out, by a NAT or the like`,
      `az network vnet subnet show --resource-group shared --vnet-name office --name ${name} --output json`,
    ]),
  ]);
});

test("a network elsewhere is found", () => {
  const [query] = questions(isPrivate);
  expect(query?.judge([{ location: "westeurope" }])).toEqual({ ok: true, found: "westeurope" });
  expect(query?.judge([{ location: "eastus" }])).toEqual({ ok: false, found: "eastus" });
});

const room = { addressPrefix: "10.1.0.0/28", ipConfigurations: [{ id: "1" }] };

test.each([
  [isPrivate, { ...room, natGateway: { id: "/nat" } }, true, "10 free, NAT gateway"],
  [isPrivate, { ...room, routeTable: { id: "/table" } }, true, "10 free, route table"],
  [isPrivate, { ...room, defaultOutboundAccess: false }, false, "10 free, no way out"],
  [isPrivate, room, true, "10 free, Azure's default access, which new networks lack"],
  [{ publicSubnets: '["hosts"]' }, { ...room, defaultOutboundAccess: false }, true, "10 free"],
  [{ publicSubnets: '["hosts"]', hosts: "11" }, room, false, "10 free"],
])("%j in %j: %s, %s", (given, answer, ok, found) => {
  expect(questions(given)[1]?.judge([answer])).toEqual({ ok, found });
});
