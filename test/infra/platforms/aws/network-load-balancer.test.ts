import { awsConfig, awsRun } from "../../support/cloud-runs";
import { expectNothingToDo } from "../../support/cloud-suite";
import { shown } from "../../support/fake-cloud";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const config = {
  ...awsConfig,
  "berth:adminCidrs": ["10.99.0.0/24"],
  "berth:hosts": 2,
  "berth:loadBalancer": true,
  "berth:domain": "links.example.org",
  "berth:dnsZone": "Z0123456789ABC/example.org",
  "test:names": ["links.example.org"],
};
const run = awsRun(config);
afterAll(() => run.stack.dispose());
const lines = (type: string, ...keys: string[]) =>
  run.created(type).map((inputs) => keys.map((key) => shown(inputs[key])).join(" "));

test("a balancer that passes TCP on has a listener and a group for each published port, with the hosts that publish it", async () => {
  const { outputs } = await run.stack.run("up", config);
  expect(run.stack.messages("error")).toEqual([]);
  expect(run.created("aws:lb/loadBalancer:LoadBalancer")).toMatchObject([
    { loadBalancerType: "network", internal: false, namePrefix: "berth-", enableCrossZoneLoadBalancing: true },
  ]);
  expect(lines("aws:lb/listener:Listener", "port", "protocol").sort()).toEqual(["443 TCP", "80 TCP"]);
  const groups = run.created("aws:lb/targetGroup:TargetGroup");
  expect(groups.map(({ healthCheck, deregistrationDelay }) => ({ healthCheck, deregistrationDelay }))).toEqual(
    Array.from({ length: 2 }, () => ({
      healthCheck: { protocol: "TCP", port: "traffic-port", interval: 10, healthyThreshold: 2, unhealthyThreshold: 2 },
      deregistrationDelay: 60,
    })),
  );
  const attached = lines("aws:lb/targetGroupAttachment:TargetGroupAttachment", "targetId", "port").sort();
  expect(attached).toEqual([expect.stringMatching(/^Instance-\d+ 443$/), expect.stringMatching(/^Instance-\d+ 80$/)]);
  expect(outputs.front).toMatchObject({
    recordType: "CNAME",
    address: expect.stringMatching(/\.elb\.example$/) as string,
  });
});

test("the world reaches the balancer, and of the published ports of hosts only the balancer does", () => {
  const rules = run.created("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
  const ofTcp = rules.filter(({ ipProtocol, fromPort }) => ipProtocol === "tcp" && fromPort !== 22);
  const open = ofTcp.filter(({ cidrIpv4 }) => cidrIpv4 === "0.0.0.0/0");
  const inner = ofTcp.filter(({ cidrIpv4 }) => cidrIpv4 === undefined);
  const [front] = open;
  expect(open.map(({ securityGroupId, fromPort }) => [securityGroupId, fromPort])).toEqual(
    expect.arrayContaining([
      [front?.securityGroupId, 80],
      [front?.securityGroupId, 443],
    ]),
  );
  expect(inner.map(({ referencedSecurityGroupId }) => referencedSecurityGroupId)).toEqual([
    front?.securityGroupId,
    front?.securityGroupId,
  ]);
  expect(inner[0]?.securityGroupId).not.toBe(front?.securityGroupId);
  const balancer = run.created("aws:lb/loadBalancer:LoadBalancer");
  expect(balancer.map(({ securityGroups }) => securityGroups)).toEqual([[front?.securityGroupId]]);
});

test("the record is an alias of the balancer, and a second up changes nothing", async () => {
  const [record] = run.created("aws:route53/record:Record");
  expect(record).not.toHaveProperty("records");
  expect(record?.aliases).toEqual([
    { name: expect.stringMatching(/\.elb\.example$/) as string, zoneId: "ZLB", evaluateTargetHealth: true },
  ]);
  await expectNothingToDo(run, config);
});

test("a host that is replaced leaves its groups before it goes and joins them again", async () => {
  await run.stack.run("up", { ...config, "berth:generation": 2 });
  expect(run.stack.messages("error")).toEqual([]);
  const calls = run.cloud.fake.takeCalls().filter((call) => /berth-test-(80|443|instance)$/.test(call));
  const order = [
    "delete berth-test-80",
    "delete berth-test-instance",
    "create berth-test-instance",
    "create berth-test-80",
  ];
  expect(calls.filter((call) => order.includes(call))).toEqual(order);
});
