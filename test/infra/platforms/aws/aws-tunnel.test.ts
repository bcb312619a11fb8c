import { awsConfig } from "../../support/cloud-runs";
import { CloudStack } from "../../support/cloud-stack";
import { firstHost } from "../../support/cloud-suite";
import { fakeAws } from "../../support/fake-aws";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

const cloud = fakeAws();
const stack = new CloudStack("test/infra/programs/cloud-host.ts", { aws: cloud });
afterAll(() => stack.dispose());

test("without adminCidrs SSH is closed from outside: it goes through an Instance Connect Endpoint", async () => {
  const { outputs } = await stack.run("up", { ...awsConfig, "berth:flowLogs": true });
  const ofType = (type: string) =>
    cloud.calls.filter((call) => call.type.endsWith(`:${type}`)).map(({ inputs }) => inputs);
  const ssh = ofType("SecurityGroupIngressRule").filter(({ fromPort }) => fromPort === 22);
  expect(ssh).toHaveLength(1);
  expect(ssh[0]).not.toHaveProperty("cidrIpv4");
  expect(ofType("InstanceConnectEndpoint")).toEqual([
    expect.objectContaining({ securityGroupIds: [ssh[0]?.referencedSecurityGroupId] }),
  ]);
  expect(firstHost(outputs)?.proxyCommand).toMatch(
    /^aws ec2-instance-connect open-tunnel --region eu-central-1 --instance-id Instance-\d+$/,
  );
  const order = cloud.calls.map(({ type }) => type.split(":").at(-1));
  expect(order.indexOf("Instance")).toBeGreaterThan(order.indexOf("InstanceConnectEndpoint"));
  expect(ofType("FlowLog")).toEqual([expect.objectContaining({ trafficType: "ALL" })]);
});
