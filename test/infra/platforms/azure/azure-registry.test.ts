import { azureConfig, azureRun } from "../../support/cloud-runs";
import { expectNothingToDo } from "../../support/cloud-suite";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const config = {
  ...azureConfig,
  "berth:registry": "acr",
  "berth:domain": "links.example.org",
  "berth:dnsZone": "dns-group/example.org",
  "test:names": ["links.example.org", "example.org"],
  "berth:hosts": 2,
};
const run = azureRun(config);
const { fake: cloud } = run.cloud;
afterAll(() => run.stack.dispose());

test("the registry has no users of its own, and its name is letters and digits that the plugin makes unique", async () => {
  const { outputs } = await run.stack.run("up", config);
  expect(run.stack.messages("error")).toEqual([]);
  expect(run.created("azure-native:containerregistry:Registry")).toEqual([
    expect.objectContaining({
      location: "westeurope",
      sku: { name: "Basic" },
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      publicNetworkAccess: "Enabled",
    }),
  ]);
  const [call] = cloud.history.filter(({ type }) => type === "azure-native:containerregistry:Registry");
  expect(call?.name).toBe("berthtestregistry");
  const address = expect.stringMatching(/^registry\d+\.azurecr\.io$/) as string;
  expect(outputs.registryAddress).toEqual(address);
  expect(outputs.repositories).toEqual({
    web: expect.stringMatching(/^registry\d+\.azurecr\.io\/web$/) as string,
    db: expect.stringMatching(/^registry\d+\.azurecr\.io\/db$/) as string,
  });
});

test("each machine's own identity may pull from this registry, and from no other", () => {
  const scope = expect.stringMatching(
    /^\/subscriptions\/0000\/resourceGroups\/g\/providers\/Microsoft\.ContainerRegistry\/registries\/Registry-\d+$/,
  ) as string;
  const right = {
    principalId: expect.stringMatching(/^identity-of-VirtualMachine-\d+$/) as string,
    principalType: "ServicePrincipal",
    roleDefinitionId:
      "/subscriptions/0000/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
    scope,
  };
  const rights = run.created("azure-native:authorization:RoleAssignment");
  expect(rights).toEqual([right, right]);
  expect(new Set(rights.map(({ principalId }) => principalId)).size).toBe(2);
});

test("each host name, the zone's own too, leads to its host", () => {
  const record = {
    resourceGroupName: "dns-group",
    zoneName: "example.org",
    recordType: "A",
    ttl: 300,
    aRecords: [{ ipv4Address: "203.0.113.1" }],
  };
  const records = run.created("azure-native:dns:RecordSet");
  expect(records).toHaveLength(2);
  expect(records).toEqual(
    expect.arrayContaining([
      { ...record, relativeRecordSetName: "links" },
      { ...record, relativeRecordSetName: "@" },
    ]),
  );
});

test("a second up changes nothing and makes no request to the cloud", async () => {
  await expectNothingToDo(run, config);
});

test("a recreated machine gets its role assignment again", async () => {
  await run.stack.run("up", { ...config, "berth:generation": 2 });
  const calls = run.takeSortedCalls();
  expect(calls.filter((call) => call.includes("pull"))).toEqual([
    "create berth-test-2-pull",
    "create berth-test-pull",
    "delete berth-test-2-pull",
    "delete berth-test-pull",
  ]);
});
