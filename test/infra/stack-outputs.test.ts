import * as pulumi from "@pulumi/pulumi";
import { stackOutputs, type StackOutputsArgs } from "../../infra/stack-outputs";

test("the ssh command can be pasted into a shell whatever the path of the state is, and records into a zone file", async () => {
  const host = {
    ...{ name: "berth-dev", user: "deploy", dockerHost: pulumi.output(""), rootDiskId: pulumi.output("") },
    ...{ address: pulumi.output("127.1.2.3"), sshPort: pulumi.output(22), hostPorts: pulumi.output({}) },
    sshConfig: pulumi.output("/home/o'neil/my state/ssh_config"),
  };
  const args = { config: { domain: "", dnsZone: "" }, compose: { services: [] }, specs: [{ publicPorts: [] }] };
  const { hosts, dnsRecords } = stackOutputs({
    ...args,
    hosts: [host],
    byHand: [{ name: "app.example.org", hosts: [1] }],
  } as unknown as StackOutputsArgs);
  const ssh = await new Promise((resolve) => hosts[0]?.ssh.apply(resolve));
  const [record] = dnsRecords ?? [];
  expect(await new Promise((resolve) => record?.apply(resolve))).toBe("app.example.org. 300 IN A 127.1.2.3");
  expect(ssh).toBe(`ssh -F '/home/o'\\''neil/my state/ssh_config' berth-dev`);
});

test.each([
  ["CNAME", "app.example.org. 300 IN CNAME lb.example.net."],
  ["A", "app.example.org. 300 IN A lb.example.net"],
] as const)("behind a load balancer url and records lead to it, by %s", async (recordType, line) => {
  const host = { name: "berth-dev", address: pulumi.output("10.1.0.4"), sshConfig: pulumi.output("/c") };
  const outputs = stackOutputs({
    config: { domain: "", dnsZone: "" },
    compose: { services: [] },
    specs: [{ publicPorts: [{ port: 80, protocol: "tcp" }] }],
    hosts: [{ ...host, hostPorts: pulumi.output({ "80": 80 }) }],
    front: { recordType, address: pulumi.output("lb.example.net") },
    byHand: [{ name: "app.example.org", hosts: [1, 2] }],
  } as unknown as StackOutputsArgs);
  const { url, loadBalancer, dnsRecords = [] } = outputs;
  const found = pulumi.all([url ?? "", loadBalancer ?? "", ...dnsRecords]);
  expect(await new Promise((resolve) => found.apply(resolve))).toEqual([
    "http://lb.example.net:80",
    "lb.example.net",
    line,
  ]);
});
