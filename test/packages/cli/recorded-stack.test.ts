import { parseStateFile } from "../../../packages/cli/recorded-stack";

const host = {
  ...{ name: "berth-dev", address: "127.1.2.3", sshPort: 20022, user: "deploy", services: ["db"] },
  ...{ sshConfig: "/ssh/config", ssh: "ssh -F /ssh/config berth-dev" },
};
const root = (outputs: unknown) => ({ urn: "urn:stack", type: "pulumi:pulumi:Stack", outputs });
const container = (name: string, more: object) => ({
  ...{ urn: `urn:${name}`, type: "docker:index/container:Container", id: `id-${name}` },
  ...{ inputs: { name }, ...more },
});
const parse = (latest: object) => parseStateFile(JSON.stringify({ version: 3, checkpoint: { latest } }), "dev.json");

test("reads hosts and containers from a state, without those that wait for their deletion", () => {
  const resources = [
    root({ runtime: "containers", hosts: [host], url: "http://127.1.2.3" }),
    container("db", {}),
    container("job", { inputs: { name: "job", mustRun: false } }),
    container("old", { delete: true }),
    { urn: "urn:volume", type: "docker:index/volume:Volume", id: "data" },
  ];
  expect(parse({ resources })).toEqual({
    hosts: [host],
    releases: [],
    isInterrupted: false,
    containers: [
      { urn: "urn:db", id: "id-db", name: "db", mustRun: true },
      { urn: "urn:job", id: "id-job", name: "job", mustRun: false },
    ],
  });
  expect(parse({ resources, pending_operations: [{}] })?.isInterrupted).toBe(true);
});

test("reads nothing from a state without a stack that is up", () => {
  expect(parse({})).toBeUndefined();
  expect(parse({ resources: [root({})] })).toBeUndefined();
  expect(parseStateFile(JSON.stringify({ version: 3, checkpoint: {} }), "dev.json")).toBeUndefined();
});
