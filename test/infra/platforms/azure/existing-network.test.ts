import { isList, isMap, type PropertyMap } from "../../../../packages/model/property";
import { azureConfig, azureRun } from "../../support/cloud-runs";
import { expectNothingToDo } from "../../support/cloud-suite";
import { shown } from "../../support/fake-cloud";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const config = {
  ...azureConfig,
  "berth:network": "shared/office",
  "berth:privateSubnets": ["a", "b"],
  "berth:publicAddresses": false,
  "berth:hosts": 2,
};
const run = azureRun(config);
afterAll(() => run.stack.dispose());

test("hosts without public addresses take turns in existing subnets, and no part of a network is made", async () => {
  const { outputs } = await run.stack.run("up", config);
  expect(run.stack.messages("error")).toEqual([]);
  const made = run.cloud.fake.history.map(({ type }) => type.split(":").at(-1));
  expect(made.filter((type) => /^(VirtualNetwork|Subnet|PublicIPAddress|NatGateway)$/.test(type ?? ""))).toEqual([]);
  const hosts = isList(outputs.hosts) ? outputs.hosts.filter(isMap) : [];
  expect(hosts.map(({ address }) => address)).toEqual(["10.1.0.1", "10.1.0.2"]);
  const vnet = "/subscriptions/0000/resourceGroups/shared/providers/Microsoft.Network/virtualNetworks/office";
  const interfaces = run.created("azure-native:network:NetworkInterface");
  expect(interfaces.map(firstConfiguration).map(({ subnet }) => subnet)).toEqual(
    expect.arrayContaining([{ id: `${vnet}/subnets/a` }, { id: `${vnet}/subnets/b` }]),
  );
  expect(interfaces.map(({ networkSecurityGroup }) => networkSecurityGroup)).toEqual([
    { id: expect.stringMatching(/^NetworkSecurityGroup-/) as string },
    { id: expect.stringMatching(/^NetworkSecurityGroup-/) as string },
  ]);
  await expectNothingToDo(run, config);
});

test("the rules on the interfaces let in the virtual network and what is connected to it, not the internet", () => {
  const [{ securityRules } = {}] = run.created("azure-native:network:NetworkSecurityGroup");
  const rules = isList(securityRules) ? securityRules.filter(isMap) : [];
  const texts = rules.map((rule) => [rule.name, rule.sourceAddressPrefix].map(shown).join(" "));
  expect(texts.slice(0, 4)).toEqual([
    "in-80 VirtualNetwork",
    "in-443 VirtualNetwork",
    "in-53-54-udp VirtualNetwork",
    "ssh 10.99.0.0/24",
  ]);
});

function firstConfiguration({ ipConfigurations }: PropertyMap): PropertyMap {
  const [first] = isList(ipConfigurations) ? ipConfigurations.filter(isMap) : [];
  return first ?? {};
}
