import { hostWith, subjectOf } from "../../../../packages/compare/stacks/subject";

const host = {
  name: "berth-vms-api",
  address: "127.0.0.1",
  sshPort: 22,
  user: "deploy",
  sshConfig: "/c",
  ssh: "ssh",
  services: ["api"],
  privateAddress: "10.40.0.5",
};
const deployed = { url: "http://127.0.0.1:8080", runtime: "vms", hosts: [host] } as const;
const twin = {
  name: "vms",
  stack: "twin",
  url: deployed.url,
  hosts: [{ sshConfig: "/c", name: "berth-vms-api", services: ["api"], privateAddress: "10.40.0.5" }],
};

test("a subject is the stack's URL and hosts", () => {
  expect(subjectOf("vms", "twin", deployed)).toEqual(twin);
});

test("the host of a service is found, and a service that no host runs is an error", () => {
  expect(hostWith(subjectOf("vms", "twin", deployed), "api").name).toBe("berth-vms-api");
  expect(() => hostWith(subjectOf("vms", "twin", deployed), "db")).toThrow("no host of stack twin runs db");
});

test("a stack without a runtime runs containers; a stack of the other runtime is refused", () => {
  expect(subjectOf("containers", "dev", { url: deployed.url, hosts: [host] }).name).toBe("containers");
  expect(() => subjectOf("containers", "twin", deployed)).toThrow("stack twin runs its services as vms");
  expect(() => subjectOf("vms", "dev", { url: deployed.url, hosts: [host] })).toThrow("as containers");
});
