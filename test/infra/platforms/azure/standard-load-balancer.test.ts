import { isList, isMap } from "../../../../packages/model/property";
import { azureConfig, azureRun } from "../../support/cloud-runs";
import { expectNothingToDo } from "../../support/cloud-suite";
import { shown } from "../../support/fake-cloud";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const config = {
  ...azureConfig,
  "berth:network": "shared/office",
  "berth:privateSubnets": ["hosts"],
  "berth:publicAddresses": false,
  "berth:loadBalancer": true,
  "berth:hosts": 2,
  "berth:domain": "links.example.org",
  "berth:dnsZone": "dns/example.org",
  "test:names": ["links.example.org"],
};
const run = azureRun(config);
afterAll(() => run.stack.dispose());
const id =
  "/subscriptions/0000/resourceGroups/ResourceGroup-1/providers/Microsoft.Network/loadBalancers/berth-test-front-balancer";

test("a balancer has one address, a pool and a rule with a check for each published port", async () => {
  const { outputs } = await run.stack.run("up", config);
  expect(run.stack.messages("error")).toEqual([]);
  const [balancer = {}] = run.created("azure-native:network:LoadBalancer");
  expect(balancer.probes).toEqual(
    [80, 443].map((port) => ({ name: `port-${port}`, protocol: "Tcp", port, intervalInSeconds: 5, probeThreshold: 2 })),
  );
  expect(balancer.loadBalancingRules).toEqual(
    [80, 443].map((port) => ({
      name: `port-${port}`,
      protocol: "Tcp",
      frontendPort: port,
      backendPort: port,
      frontendIPConfiguration: {
        id: expect.stringMatching(/loadBalancers\/berth-test-front-balancer\/front.*\/front$/) as string,
      },
      backendAddressPool: { id: expect.stringMatching(/\/backendAddressPools\/hosts$/) as string },
      probe: { id: expect.stringMatching(new RegExp(`/probes/port-${port}$`)) as string },
      enableTcpReset: true,
      disableOutboundSnat: true,
    })),
  );
  expect(run.created("azure-native:network:PublicIPAddress")).toMatchObject([{ zones: ["1", "2", "3"] }]);
  expect(outputs.front).toEqual({ recordType: "A", address: "203.0.113.1" });
});

test("every host's interface is in the pool, and the checks and the world reach the published ports alone", () => {
  const pools = run.created("azure-native:network:NetworkInterface").map(({ ipConfigurations }) => {
    const [first] = isList(ipConfigurations) ? ipConfigurations.filter(isMap) : [];
    return first?.loadBalancerBackendAddressPools;
  });
  expect(pools).toEqual([[{ id: `${id}/backendAddressPools/hosts` }], [{ id: `${id}/backendAddressPools/hosts` }]]);
  const [{ securityRules } = {}] = run.created("azure-native:network:NetworkSecurityGroup");
  const rules = isList(securityRules) ? securityRules.filter(isMap) : [];
  expect(rules.map((rule) => [rule.name, rule.sourceAddressPrefix].map(shown).join(" ")).slice(0, 6)).toEqual([
    "in-80 Internet",
    "in-443 Internet",
    "in-53-54-udp Internet",
    "checks-80 AzureLoadBalancer",
    "checks-443 AzureLoadBalancer",
    "checks-53-54-udp AzureLoadBalancer",
  ]);
});

test("the record has the balancer's address, and a second up changes nothing", async () => {
  expect(run.created("azure-native:dns:RecordSet")).toMatchObject([{ aRecords: [{ ipv4Address: "203.0.113.1" }] }]);
  await expectNothingToDo(run, config);
});
