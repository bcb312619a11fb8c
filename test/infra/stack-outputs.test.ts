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
