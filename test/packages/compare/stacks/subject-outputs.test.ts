import { parseOutputs } from "../../../../packages/compare/stacks/subject-outputs";

const host = { name: "berth-vms-db", sshConfig: "/s/ssh_config", services: ["db"], privateAddress: "10.40.0.6" };

test("reads URL, runtime and hosts, and leaves out what a comparison does not read", () => {
  const outputs = { url: "http://127.0.0.1:1", runtime: "vms", hosts: [{ ...host, user: "deploy" }], dnsRecords: [] };
  expect(parseOutputs(JSON.stringify(outputs))).toEqual({ url: outputs.url, runtime: "vms", hosts: [host] });
});

test.each(["{}", '{ "hosts": [{}] }', JSON.stringify({ runtime: "jails", hosts: [host] })])("rejects %s", (text) => {
  expect(() => parseOutputs(text)).toThrow();
});
